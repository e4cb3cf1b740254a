package org.holdfast.cluster.security.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS 1.3 with certificates at both ends, by the credentials that are in force. Connections of those who aren't welcome any
 * more, after a revocation or when a certificate ends, are closed. Thread-safe.
 */
public final class TlsEnds {

    private static final Logger LOG = LoggerFactory.getLogger(TlsEnds.class);
    private static final String[] PROTOCOLS = {"TLSv1.3"};
    private static final Duration HANDSHAKE = Duration.ofSeconds(2);

    private final CredentialStore store;
    private final PeerRule rule;
    private final RefusalLog refusals;
    private final Map<SSLSocket, PeerRule.Side> open = new ConcurrentHashMap<>();
    private volatile Context context;

    /** One context for each reading of the files: no session of an older one can be resumed. */
    private record Context(CredentialStore.Current made, SSLContext ssl, PeerTrust trust) {}

    public TlsEnds(CredentialStore store, PeerRule rule, RefusalLog refusals) throws IOException {
        this.store = store;
        this.rule = rule;
        this.refusals = refusals;
        this.context = make(store.current());
        store.onPoll(this::closeUnwelcome);
    }

    /** An unconnected socket. Whoever connects it has the handshake done by {@link SSLSocket#startHandshake}. */
    public SSLSocket unconnected() throws IOException {
        SSLSocket socket = (SSLSocket) current().ssl.getSocketFactory().createSocket();
        socket.setEnabledProtocols(PROTOCOLS);
        socket.addHandshakeCompletedListener(event -> open.put(event.getSocket(), PeerRule.Side.CONNECTING));
        return socket;
    }

    /** A connection with the handshake done. */
    public Socket connect(InetSocketAddress to, Duration timeout) throws IOException {
        SSLSocket socket = unconnected();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(to, (int) Math.max(1, timeout.toMillis()));
            shakeHands(socket, PeerRule.Side.CONNECTING);
            return socket;
        } catch (IOException e) {
            close(socket);
            throw e;
        }
    }

    /** @throws IOException when it is refused; that was logged, and the connection is closed */
    SSLSocket accept(Socket plain) throws IOException {
        try {
            SSLSocket socket =
                    (SSLSocket) current().ssl.getSocketFactory().createSocket(plain, (InputStream) null, true);
            socket.setUseClientMode(false);
            socket.setNeedClientAuth(true);
            socket.setEnabledProtocols(PROTOCOLS);
            shakeHands(socket, PeerRule.Side.ACCEPTING);
            return socket;
        } catch (IOException e) {
            if (hasGone(e)) {
                LOG.debug("a connection from {} ended before the TLS handshake", plain.getInetAddress(), e);
            } else if (!isLogged(e)) {
                refusals.refused("a connection", plain.getInetAddress(), reason(e));
            }
            plain.close();
            throw e;
        }
    }

    RefusalLog refusals() {
        return refusals;
    }

    private void shakeHands(SSLSocket socket, PeerRule.Side side) throws IOException {
        Context now = current();
        socket.setSoTimeout((int) HANDSHAKE.toMillis());
        socket.startHandshake();
        socket.setSoTimeout(0);
        try {
            // A resumed session has not been looked at.
            now.trust.check(peer(socket), socket.getInetAddress(), side);
        } catch (RefusedPeerException e) {
            throw new SSLException(e.getMessage(), e);
        }
        open.put(socket, side);
    }

    private Context current() throws IOException {
        CredentialStore.Current now = store.current();
        Context known = context;
        if (known.made != now) {
            known = make(now);
            context = known;
        }
        return known;
    }

    private Context make(CredentialStore.Current now) throws IOException {
        try {
            char[] password = new char[0];
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, password);
            Credentials own = now.credentials();
            keys.setKeyEntry("node", own.key(), password, new X509Certificate[] {own.certificate()});
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, password);
            PeerTrust trust = new PeerTrust(now.verifier(), rule, refusals, store.clock());
            SSLContext ssl = SSLContext.getInstance(PROTOCOLS[0]);
            ssl.init(managers.getKeyManagers(), new TrustManager[] {trust}, null);
            return new Context(now, ssl, trust);
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS can't be set up: " + e.getMessage(), e);
        }
    }

    private void closeUnwelcome() {
        for (Map.Entry<SSLSocket, PeerRule.Side> connection : open.entrySet()) {
            SSLSocket socket = connection.getKey();
            if (socket.isClosed()) {
                open.remove(socket);
                continue;
            }
            try {
                current().trust.check(peer(socket), socket.getInetAddress(), connection.getValue());
            } catch (IOException | RefusedPeerException e) {
                open.remove(socket);
                // Its own thread: somebody may be writing into it.
                Thread.ofVirtual().start(() -> close(socket));
            }
        }
    }

    private static X509Certificate peer(SSLSocket socket) throws SSLPeerUnverifiedException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    private static boolean isLogged(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof RefusedPeerException) {
                return true;
            }
        }
        return false;
    }

    /** Nobody was refused then: JGroups, for one, gives up the later of two connections. */
    private static boolean hasGone(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof EOFException
                || failure instanceof SocketException
                || message.contains("terminated the handshake")
                || message.contains("Broken pipe")
                || message.contains("Connection reset");
    }

    private static String reason(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof SocketTimeoutException) {
            return "it didn't finish the TLS handshake within " + HANDSHAKE.toSeconds() + " s";
        }
        if (message.contains("Empty client certificate chain")) {
            return "it shows no certificate";
        }
        if (message.contains("Unsupported or unrecognized SSL message") || message.contains("plaintext connection")) {
            return "it doesn't speak TLS";
        }
        return "the TLS handshake failed: " + message;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("a refused connection didn't close cleanly", e);
        }
    }
}
