package org.holdfast.cluster.security;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.holdfast.cluster.security.internal.authority.AuthorityFolder;
import org.holdfast.model.ownership.NodeId;

/**
 * The cluster's own certificate authority: a folder on an administrator's machine.
 *
 * <pre>
 * authority.crt       its certificate             revoked.crl      signed by it
 * authority.key       rights 0600: guard it       issued/*.crt     all that it has issued
 * nodes/NAME/         what goes to the host NAME: node.crt, node.key, authority.crt, revoked.crl
 * </pre>
 *
 * Each file is replaced as a whole or not at all. One process at a time.
 */
public interface Authority {

    Duration AUTHORITY_VALIDITY = Duration.ofDays(3653);

    Duration NODE_VALIDITY = Duration.ofDays(365);

    /**
     * Makes a new authority.
     *
     * @param folder must not exist
     * @param cluster the cluster's name: letters, digits, dots, dashes and blanks
     * @throws IOException when the folder is there already or can't be written
     */
    static Authority init(Path folder, String cluster, Duration validity, InstantSource clock) throws IOException {
        return AuthorityFolder.init(folder, cluster, validity, clock);
    }

    /** @throws IOException when it is no authority's folder or its files don't fit together */
    static Authority open(Path folder, InstantSource clock) throws IOException {
        return AuthorityFolder.open(folder, clock);
    }

    /**
     * Issues the first certificate and key of a node, or of a person.
     *
     * @param hosts addresses that are to stand in the certificate; may be empty
     * @return the folder with what the node needs
     * @throws IOException when the name has a certificate already
     */
    Path add(NodeId name, AccessRole role, List<InetAddress> hosts, Duration validity) throws IOException;

    /**
     * Issues a new certificate and key, with the same addresses. The old one counts until it expires or is revoked.
     *
     * @param role what it is to be from now on
     * @return the folder with what the node needs
     */
    Path rotate(NodeId name, AccessRole role, Duration validity) throws IOException;

    /** The role in a name's newest certificate. @throws IOException when it has none */
    AccessRole role(NodeId name) throws IOException;

    /**
     * Revokes certificates of a name. The new list is to be copied to all nodes, which read it by themselves.
     *
     * @param keepNewest all but the newest: after a rotation
     * @return what was revoked; empty when there was nothing left to revoke
     */
    List<PeerIdentity> revoke(NodeId name, boolean keepNewest) throws IOException;

    /** All that was issued, by name, the newest of each first. */
    List<IssuedCertificate> issued() throws IOException;
}
