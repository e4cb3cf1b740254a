package org.holdfast.cluster.security.internal;

import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.holdfast.cluster.security.PeerIdentity;

/** Decides in the handshake, where the other end still learns that it is refused. Logs each refusal. */
final class PeerTrust extends X509ExtendedTrustManager {

    private final PeerVerifier verifier;
    private final PeerRule rule;
    private final RefusalLog refusals;
    private final InstantSource clock;

    PeerTrust(PeerVerifier verifier, PeerRule rule, RefusalLog refusals, InstantSource clock) {
        this.verifier = verifier;
        this.rule = rule;
        this.refusals = refusals;
        this.clock = clock;
    }

    /** @throws RefusedPeerException when it may not be there, after it was logged */
    PeerIdentity check(X509Certificate certificate, InetAddress address, PeerRule.Side side)
            throws RefusedPeerException {
        try {
            PeerIdentity peer = verifier.verify(certificate, clock.instant());
            Optional<String> refusal = rule.refusal(peer, address, side);
            if (refusal.isPresent()) {
                throw new RefusedPeerException(refusal.get());
            }
            return peer;
        } catch (RefusedPeerException e) {
            refusals.refused(side == PeerRule.Side.ACCEPTING ? "a connection" : "an answer", address, e.getMessage());
            throw e;
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain[0], socket.getInetAddress(), PeerRule.Side.ACCEPTING);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain[0], socket.getInetAddress(), PeerRule.Side.CONNECTING);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw withoutSocket();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw withoutSocket();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw withoutSocket();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw withoutSocket();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    private static RefusedPeerException withoutSocket() {
        return new RefusedPeerException("nobody is trusted without an address");
    }
}
