package org.holdfast.cluster.security;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.holdfast.cluster.config.Security;
import org.holdfast.cluster.security.internal.PemFiles;

/** Somebody who trusts everybody and shows whatever is wanted. */
public final class Stranger {

    private final SSLContext context;

    private Stranger(KeyManager[] managers) throws GeneralSecurityException {
        context = SSLContext.getInstance("TLS");
        context.init(managers, new TrustManager[] {new TrustsAll()}, null);
    }

    public static Stranger withoutCertificate() throws GeneralSecurityException {
        return new Stranger(new KeyManager[0]);
    }

    public static Stranger with(Security.Certificates files) throws GeneralSecurityException, IOException {
        return with(
                PemFiles.key(files.key()),
                PemFiles.certificates(files.certificate()).getFirst());
    }

    /** With the subject of an administrator, signed by itself. */
    public static Stranger selfSigned(Instant now)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair keys = generator.generateKeyPair();
        X500Name name = new X500Name("O=lab,OU=administrator,CN=beta");
        X509Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.TEN,
                                Date.from(now),
                                Date.from(now.plus(Duration.ofDays(9))),
                                name,
                                keys.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        return with(keys.getPrivate(), certificate);
    }

    /** Unconnected. */
    public SSLSocket socket(String... protocols) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket();
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        return socket;
    }

    /** Connects and waits until the other end has closed; what this end saw of it doesn't matter. */
    public static void tryOn(Socket socket, InetSocketAddress to) {
        try (socket) {
            socket.connect(to);
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(new byte[] {'G', 'E', 'T', ' ', '/', '\n'});
            while (socket.getInputStream().read() >= 0) {
                // What it is told in the handshake.
            }
        } catch (IOException refused) {
            // The other end's log is what the test looks at.
        }
    }

    private static Stranger with(PrivateKey key, X509Certificate certificate)
            throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, new char[0]);
        keys.setKeyEntry("stranger", key, new char[0], new X509Certificate[] {certificate});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, new char[0]);
        return new Stranger(managers.getKeyManagers());
    }

    private static final class TrustsAll extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
