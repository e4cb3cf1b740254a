package org.holdfast.cluster.security;

import java.util.Locale;
import java.util.Objects;

/** A certificate that the authority has issued, and what has become of it. */
public record IssuedCertificate(PeerIdentity identity, State state) {

    /** What has become of a certificate. */
    public enum State {
        VALID,
        EXPIRED,
        REVOKED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public IssuedCertificate {
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(state, "state");
    }
}
