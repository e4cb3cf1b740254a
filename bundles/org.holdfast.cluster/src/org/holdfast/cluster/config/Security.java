package org.holdfast.cluster.config;

import java.nio.file.Path;
import java.util.Objects;

/** How a node's traffic is protected; the same way on all members. */
public sealed interface Security {

    /** In the clear, and anybody may say anything: for loopback and for networks that nobody else reaches. */
    Security NONE = new Unprotected();

    /** See {@link #NONE}. */
    record Unprotected() implements Security {}

    /**
     * By certificates of the cluster's authority. All files are PEM and read again when they change.
     *
     * @param authority the authority's certificate; during a change of authorities, both
     * @param certificate this node's
     * @param key of that certificate, PKCS #8 without a password
     * @param revoked the authority's list of revoked certificates
     */
    record Certificates(Path authority, Path certificate, Path key, Path revoked) implements Security {

        public Certificates {
            Objects.requireNonNull(authority, "authority");
            Objects.requireNonNull(certificate, "certificate");
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(revoked, "revoked");
        }

        /** The files that {@code holdfast cluster add-node} puts into one folder. */
        public static Certificates in(Path folder) {
            return new Certificates(
                    folder.resolve("authority.crt"),
                    folder.resolve("node.crt"),
                    folder.resolve("node.key"),
                    folder.resolve("revoked.crl"));
        }
    }
}
