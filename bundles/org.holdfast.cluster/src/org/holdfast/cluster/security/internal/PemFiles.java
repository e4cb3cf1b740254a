package org.holdfast.cluster.security.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates, keys and revocation lists as text, RFC 7468. Each failure is an {@link IOException} that names the file. */
public final class PemFiles {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private PemFiles() {}

    /** All certificates of a file, at least one. */
    public static List<X509Certificate> certificates(Path file) throws IOException {
        try {
            List<X509Certificate> all = factory().generateCertificates(new ByteArrayInputStream(read(file))).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (all.isEmpty()) {
                throw new IOException(file + " holds no certificate; it should be PEM");
            }
            return all;
        } catch (CertificateException e) {
            throw new IOException(file + " holds no certificate; it should be PEM: " + e.getMessage(), e);
        }
    }

    /** The EC private key of a file, PKCS #8 without a password. */
    public static PrivateKey key(Path file) throws IOException {
        Matcher key = KEY.matcher(new String(read(file), StandardCharsets.US_ASCII));
        if (!key.find()) {
            throw new IOException(file + " holds no private key; it should be PKCS #8 as PEM, without a password");
        }
        try {
            return KeyFactory.getInstance("EC")
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + " holds no private key of an elliptic curve: " + e.getMessage(), e);
        }
    }

    /** The revocation lists of a file, at least one. */
    public static List<X509CRL> revocations(Path file) throws IOException {
        try {
            List<X509CRL> all = factory().generateCRLs(new ByteArrayInputStream(read(file))).stream()
                    .map(X509CRL.class::cast)
                    .toList();
            if (all.isEmpty()) {
                throw new IOException(file + " holds no revocation list; it should be PEM");
            }
            return all;
        } catch (CRLException | CertificateException e) {
            throw new IOException(file + " holds no revocation list; it should be PEM: " + e.getMessage(), e);
        }
    }

    /** @param label what the bytes are, as in {@code CERTIFICATE} */
    public static byte[] text(String label, byte[] der) {
        return ("-----BEGIN " + label + "-----\n" + LINES.encodeToString(der) + "\n-----END " + label + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** A certificate as it travels. */
    public static X509Certificate certificate(byte[] der) throws CertificateException {
        return (X509Certificate) factory().generateCertificate(new ByteArrayInputStream(der));
    }

    private static CertificateFactory factory() throws CertificateException {
        return CertificateFactory.getInstance("X.509");
    }

    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " doesn't exist; 'holdfast cluster add-node' makes it", e);
        } catch (IOException e) {
            throw new IOException(file + " can't be read: " + e, e);
        }
    }
}
