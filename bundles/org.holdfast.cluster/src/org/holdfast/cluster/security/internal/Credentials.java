package org.holdfast.cluster.security.internal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.holdfast.cluster.config.Security;
import org.holdfast.cluster.security.PeerIdentity;

/**
 * What a node's files say at one moment. The parts fit together.
 *
 * @param authorities whose certificates count; one, or two during a change
 * @param certificate this node's
 * @param key of that certificate
 * @param revocations each signed by one of the authorities
 * @param self whom {@code certificate} is for
 */
public record Credentials(
        List<X509Certificate> authorities,
        X509Certificate certificate,
        PrivateKey key,
        List<X509CRL> revocations,
        PeerIdentity self) {

    public Credentials {
        authorities = List.copyOf(authorities);
        revocations = List.copyOf(revocations);
    }

    /** @throws IOException when a file is missing, or they don't fit together; the message names the file */
    public static Credentials load(Security.Certificates files) throws IOException {
        List<X509Certificate> authorities = PemFiles.certificates(files.authority());
        X509Certificate certificate = PemFiles.certificates(files.certificate()).getFirst();
        PrivateKey key = PemFiles.key(files.key());
        if (!fits(key, certificate)) {
            throw new IOException(files.key() + " isn't the key of " + files.certificate()
                    + "; copy both from the same 'holdfast cluster add-node' or 'rotate'");
        }
        if (authorities.stream().noneMatch(authority -> isIssuedBy(certificate, authority))) {
            throw new IOException(files.certificate() + " isn't issued by the authority in " + files.authority());
        }
        List<X509CRL> revocations = PemFiles.revocations(files.revoked());
        for (X509CRL list : revocations) {
            if (issuer(list, authorities).isEmpty()) {
                throw new IOException(files.revoked() + " isn't signed by the authority in " + files.authority());
            }
        }
        try {
            return new Credentials(authorities, certificate, key, revocations, PeerIdentity.of(certificate));
        } catch (IllegalArgumentException e) {
            throw new IOException(files.certificate() + " is for nobody: " + e.getMessage(), e);
        }
    }

    /** Whether the list is older than one of the same authority that was known before. */
    Optional<String> rollback(Credentials before) {
        for (X509CRL old : before.revocations) {
            for (X509CRL list : revocations) {
                if (old.getIssuerX500Principal().equals(list.getIssuerX500Principal())
                        && RevocationList.number(list).compareTo(RevocationList.number(old)) < 0) {
                    return Optional.of("the revocation list is number " + RevocationList.number(list)
                            + ", older than number " + RevocationList.number(old) + ", which is known already");
                }
            }
        }
        return Optional.empty();
    }

    static boolean isIssuedBy(X509Certificate certificate, X509Certificate authority) {
        if (authority.getBasicConstraints() < 0
                || !certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Optional<X509Certificate> issuer(X509CRL list, List<X509Certificate> authorities) {
        return authorities.stream()
                .filter(authority -> {
                    try {
                        list.verify(authority.getPublicKey());
                        return true;
                    } catch (GeneralSecurityException e) {
                        return false;
                    }
                })
                .findFirst();
    }

    private static boolean fits(PrivateKey key, X509Certificate certificate) {
        try {
            byte[] probe = {1, 2, 3};
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
