package org.holdfast.cluster.security;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.holdfast.model.ownership.NodeId;

/**
 * Who a certificate is for. Its subject is {@code O=<cluster>, OU=<role>, CN=<name>}; the name is a node ID, also when it is a
 * person's.
 *
 * @param name the subject's common name
 * @param role the subject's organizational unit
 * @param serial the certificate's number, unique within its authority
 * @param notBefore it counts from then
 * @param notAfter and until then
 */
public record PeerIdentity(NodeId name, AccessRole role, BigInteger serial, Instant notBefore, Instant notAfter) {

    // RFC 2253 writes the last part of the subject first.
    private static final Pattern SUBJECT = Pattern.compile("CN=([A-Za-z0-9.-]+),OU=([a-z]+),O=[A-Za-z0-9. -]+");

    public PeerIdentity {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(serial, "serial");
        Objects.requireNonNull(notBefore, "notBefore");
        Objects.requireNonNull(notAfter, "notAfter");
    }

    /** @throws IllegalArgumentException when the subject names no node and role */
    public static PeerIdentity of(X509Certificate certificate) {
        String subject = certificate.getSubjectX500Principal().getName();
        Matcher parts = SUBJECT.matcher(subject);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "its subject is '" + subject + "', which isn't CN=name,OU=role,O=cluster");
        }
        return new PeerIdentity(
                new NodeId(parts.group(1)),
                AccessRole.parse(parts.group(2)),
                certificate.getSerialNumber(),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }
}
