package org.holdfast.cluster.security.internal;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.holdfast.cluster.security.PeerIdentity;

/**
 * Whose certificates count, by the credentials of one moment: issued by the authority itself, valid now, not revoked, and for
 * somebody with a role. Thread-safe.
 */
public final class PeerVerifier {

    /** Peers are few; whoever has more certificates than this is checked anew each time. */
    private static final int REMEMBERED = 256;

    private final Credentials credentials;
    private final Map<X509Certificate, PeerIdentity> issued = new ConcurrentHashMap<>();

    public PeerVerifier(Credentials credentials) {
        this.credentials = credentials;
    }

    /** @throws RefusedPeerException when it doesn't count; the message says why */
    public PeerIdentity verify(X509Certificate certificate, Instant now) throws RefusedPeerException {
        PeerIdentity known = issued.get(certificate);
        PeerIdentity identity = known == null ? identify(certificate) : known;
        if (known == null && issued.size() < REMEMBERED) {
            issued.put(certificate, identity);
        }
        if (now.isAfter(identity.notAfter())) {
            throw new RefusedPeerException("the certificate of " + identity.name() + " expired at "
                    + identity.notAfter() + "; 'holdfast cluster rotate " + identity.name() + "' makes a new one");
        }
        if (now.isBefore(identity.notBefore())) {
            throw new RefusedPeerException("the certificate of " + identity.name() + " isn't valid before "
                    + identity.notBefore() + "; compare the clocks");
        }
        for (X509CRL list : credentials.revocations()) {
            if (list.isRevoked(certificate)) {
                throw new RefusedPeerException("the certificate of " + identity.name() + " with the number "
                        + identity.serial().toString(16) + " is revoked");
            }
        }
        return identity;
    }

    private PeerIdentity identify(X509Certificate certificate) throws RefusedPeerException {
        if (certificate.getBasicConstraints() >= 0) {
            throw new RefusedPeerException("it shows the certificate of an authority instead of a node's");
        }
        Optional<X509Certificate> issuer = credentials.authorities().stream()
                .filter(authority -> Credentials.isIssuedBy(certificate, authority))
                .findFirst();
        if (issuer.isEmpty()) {
            throw new RefusedPeerException(
                    certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
                            ? "its certificate is signed by itself"
                            : "its certificate isn't issued by this cluster's authority");
        }
        try {
            return PeerIdentity.of(certificate);
        } catch (IllegalArgumentException e) {
            throw new RefusedPeerException("its certificate is for nobody here: " + e.getMessage(), e);
        }
    }
}
