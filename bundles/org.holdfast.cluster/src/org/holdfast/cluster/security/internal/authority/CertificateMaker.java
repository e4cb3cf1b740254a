package org.holdfast.cluster.security.internal.authority;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.holdfast.cluster.security.AccessRole;
import org.holdfast.model.ownership.NodeId;

/** Makes X.509 certificates and revocation lists (RFC 5280) with keys on the curve P-256. */
final class CertificateMaker {

    /** Clocks of hosts that differ by less don't matter. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private static final int SERIAL_BITS = 127;
    private static final SecureRandom RANDOM = new SecureRandom();

    private CertificateMaker() {}

    static KeyPair keys() throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IOException("no key can be made on the curve P-256: " + e.getMessage(), e);
        }
    }

    static X509Certificate authority(String cluster, KeyPair keys, Instant now, Duration validity) throws IOException {
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, cluster)
                .addRDN(BCStyle.CN, "Holdfast cluster authority")
                .build();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name, serial(), from(now), Date.from(now.plus(validity)), name, keys.getPublic());
        // It may sign certificates of nodes, not other authorities.
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return certificate(builder, keys.getPrivate());
    }

    /** @param hosts the addresses that stand in the certificate; may be empty */
    static X509Certificate node(
            X509Certificate authority,
            PrivateKey authorityKey,
            NodeId node,
            AccessRole role,
            List<InetAddress> hosts,
            PublicKey key,
            Instant now,
            Duration validity)
            throws IOException {
        X500Name issuer =
                X500Name.getInstance(authority.getSubjectX500Principal().getEncoded());
        X500Name subject = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(issuer.getRDNs(BCStyle.O)[0].getFirst())
                .addRDN(BCStyle.OU, role.toString())
                .addRDN(BCStyle.CN, node.name())
                .build();
        Date end = Date.from(now.plus(validity));
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                serial(),
                from(now),
                end.before(authority.getNotAfter()) ? end : authority.getNotAfter(),
                subject,
                key);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyAgreement));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
            KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
        }));
        if (!hosts.isEmpty()) {
            GeneralName[] names = hosts.stream()
                    .map(host -> new GeneralName(GeneralName.iPAddress, host.getHostAddress()))
                    .toArray(GeneralName[]::new);
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        }
        return certificate(builder, authorityKey);
    }

    /**
     * @param number larger than that of every list before
     * @param revoked serial numbers, and when each was revoked
     */
    static X509CRL revocations(
            X509Certificate authority, PrivateKey key, BigInteger number, Map<BigInteger, Instant> revoked, Instant now)
            throws IOException {
        X509v2CRLBuilder builder = new JcaX509v2CRLBuilder(authority, Date.from(now));
        builder.setNextUpdate(authority.getNotAfter());
        revoked.forEach((serial, at) -> builder.addCRLEntry(serial, Date.from(at), CRLReason.unspecified));
        builder.addExtension(Extension.cRLNumber, false, new CRLNumber(number));
        try {
            return new JcaX509CRLConverter().getCRL(builder.build(signer(key)));
        } catch (GeneralSecurityException e) {
            throw new IOException("the revocation list can't be made: " + e.getMessage(), e);
        }
    }

    private static X509Certificate certificate(X509v3CertificateBuilder builder, PrivateKey key) throws IOException {
        try {
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer(key)));
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate can't be made: " + e.getMessage(), e);
        }
    }

    private static ContentSigner signer(PrivateKey key) throws IOException {
        try {
            return new JcaContentSignerBuilder("SHA256withECDSA").build(key);
        } catch (OperatorCreationException e) {
            throw new IOException("nothing can be signed with the authority's key: " + e.getMessage(), e);
        }
    }

    private static Date from(Instant now) {
        return Date.from(now.minus(CLOCKS_DIFFER));
    }

    private static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS - 1);
    }
}
