package org.holdfast.cluster.security.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.holdfast.cluster.config.Security;
import org.holdfast.cluster.security.AccessRole;
import org.holdfast.cluster.security.Stranger;
import org.holdfast.cluster.security.TestAuthority;
import org.holdfast.model.ownership.NodeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Strangers of each kind, over real sockets on the loopback interface. */
@Timeout(60)
class TlsEndsTest {

    private static final PeerRule ANYBODY = (peer, address, side) -> Optional.empty();
    private static final NodeId BETA = new NodeId("beta");

    @TempDir
    Path directory;

    private final BlockingQueue<String> logged = new LinkedBlockingQueue<>();
    private final RefusalLog refusals = new RefusalLog(logged::add);
    private TestAuthority lab;
    private CredentialStore store;
    private TlsEnds alpha;
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        lab = new TestAuthority(directory.resolve("ca"));
        store = new CredentialStore(lab.issue("alpha", AccessRole.VIEWER), lab);
        alpha = new TlsEnds(store, ANYBODY, refusals);
        server = new TlsServerSocket(alpha);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void letsMembersInWithTls13() throws Exception {
        try (Socket beta = ends(lab.issue("beta", AccessRole.VIEWER)).connect(address(), Duration.ofSeconds(5));
                Socket accepted = server.accept()) {
            assertTalk(beta, accepted);
            assertEquals("TLSv1.3", ((SSLSocket) accepted).getSession().getProtocol());
        }
        assertEquals(0, refusals.total());
    }

    @Test
    void refusesWhoShowsNoCertificateOrSpeaksAnotherProtocol() throws Exception {
        assertRefused(Stranger.withoutCertificate().socket(), "it shows no certificate");
        assertRefused(new Socket(), "it doesn't speak TLS");
        assertRefused(Stranger.withoutCertificate().socket("TLSv1.2"), "[TLSv1.2]");
    }

    @Test
    void refusesOtherAuthoritiesAndSelfSigned() throws Exception {
        TestAuthority other = new TestAuthority(directory.resolve("other"));
        assertRefused(
                Stranger.with(other.issue("beta", AccessRole.ADMINISTRATOR)).socket(),
                "its certificate isn't issued by this cluster's authority");
        assertRefused(Stranger.selfSigned(lab.instant()).socket(), "its certificate is signed by itself");
    }

    @Test
    void refusesExpiredAndNotYetValid() throws Exception {
        Stranger beta = Stranger.with(lab.issue("beta", AccessRole.VIEWER));
        lab.pass(Duration.ofDays(-1));
        assertRefused(beta.socket(), "the certificate of beta isn't valid before 2026-01-02T02:59:05Z");
        lab.pass(Duration.ofDays(12));
        assertRefused(beta.socket(), "the certificate of beta expired at 2026-01-12T03:04:05Z");
    }

    @Test
    void refusesWhomTheRuleRefuses() throws Exception {
        TlsEnds strict =
                new TlsEnds(store, (peer, address, side) -> Optional.of(peer.name() + " is no member"), refusals);
        try (ServerSocket here = new TlsServerSocket(strict)) {
            here.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Stranger.tryOn(Stranger.with(lab.issue("beta", AccessRole.VIEWER)).socket(), (InetSocketAddress)
                    here.getLocalSocketAddress());
            assertLogged("beta is no member");
        }
    }

    @Test
    void endsConnectionsOfTheRevokedWhileRunningAndKeepsOthers() throws Exception {
        TlsEnds beta = ends(lab.issue("beta", AccessRole.VIEWER));
        TlsEnds gamma = ends(lab.issue("gamma", AccessRole.VIEWER));
        try (Socket revoked = beta.connect(address(), Duration.ofSeconds(5));
                Socket atAlpha = server.accept();
                Socket other = gamma.connect(address(), Duration.ofSeconds(5));
                Socket otherAtAlpha = server.accept()) {
            assertTalk(revoked, atAlpha);
            lab.authority().revoke(BETA, false);
            store.poll();
            assertEquals(-1, endOf(revoked), "alpha has closed it");
            assertTalk(other, otherAtAlpha);
        }
        assertRefused(Stranger.with(lab.of("beta")).socket(), "is revoked");
    }

    @Test
    void neverGoesBackToAnOlderRevocationList() throws Exception {
        Stranger beta = Stranger.with(lab.issue("beta", AccessRole.VIEWER));
        Path list = lab.of("alpha").revoked();
        Path before = Files.copy(list, directory.resolve("before.crl"));
        lab.authority().revoke(BETA, false);
        store.poll();
        Files.copy(before, list, StandardCopyOption.REPLACE_EXISTING);
        store.poll();
        Files.delete(list);
        store.poll();
        store.poll();
        assertRefused(beta.socket(), "is revoked");
    }

    @Test
    void rotatesWithoutInterruption() throws Exception {
        lab.issue("beta", AccessRole.VIEWER);
        CredentialStore atBeta = new CredentialStore(lab.of("beta"), lab);
        TlsEnds beta = new TlsEnds(atBeta, ANYBODY, refusals);
        try (Socket before = beta.connect(address(), Duration.ofSeconds(5));
                Socket beforeAtAlpha = server.accept()) {
            lab.pass(TestAuthority.DAY);
            var old = atBeta.current().credentials().self();
            lab.authority().rotate(BETA, AccessRole.VIEWER, Duration.ofDays(10));
            atBeta.poll();
            store.poll();
            assertTalk(before, beforeAtAlpha);
            try (Socket after = beta.connect(address(), Duration.ofSeconds(5));
                    Socket afterAtAlpha = server.accept()) {
                assertTalk(after, afterAtAlpha);
                lab.authority().revoke(BETA, true);
                store.poll();
                assertEquals(-1, endOf(before), "the old certificate is revoked");
                assertTalk(after, afterAtAlpha);
            }
            assertFalse(old.equals(atBeta.current().credentials().self()));
        }
    }

    @Test
    void keepsTheOldPairWhileKeyAndCertificateDoNotFit() throws Exception {
        lab.issue("beta", AccessRole.VIEWER);
        Files.copy(lab.of("beta").key(), lab.of("alpha").key(), StandardCopyOption.REPLACE_EXISTING);
        var before = store.current();
        store.poll();
        store.poll();
        assertEquals(before, store.current());
        try (Socket socket = ends(lab.of("beta")).connect(address(), Duration.ofSeconds(5));
                Socket accepted = server.accept()) {
            assertTalk(socket, accepted);
        }
    }

    @Test
    void isNotHeldUpByWhoSaysNothing() throws Exception {
        try (Socket silent = new Socket();
                Socket beta = connectBeside(silent);
                Socket accepted = server.accept()) {
            assertTalk(beta, accepted);
            assertEquals(-1, endOf(silent), "given up after two seconds");
        }
    }

    @Test
    void logsOnceAndCounts() throws Exception {
        Stranger stranger = Stranger.selfSigned(lab.instant());
        for (int i = 0; i < 10; i++) {
            Stranger.tryOn(stranger.socket(), address());
        }
        String text = "a connection from 127.0.0.1 is refused: its certificate is signed by itself";
        assertEquals(text + ". Repetitions are counted, not logged", logged.take());
        assertEquals(text + ", 10 times until now", logged.take());
        assertEquals(Map.of(text, 10L), refusals.counts());
        assertEquals(List.of(), List.copyOf(logged));
    }

    private Socket connectBeside(Socket silent) throws IOException {
        silent.connect(address());
        return ends(lab.issue("beta", AccessRole.VIEWER)).connect(address(), Duration.ofSeconds(5));
    }

    private TlsEnds ends(Security.Certificates files) throws IOException {
        return new TlsEnds(new CredentialStore(files, lab), ANYBODY, refusals);
    }

    private InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** The connection ends without being given to anybody, and the log says why. */
    private void assertRefused(Socket stranger, String reason) throws InterruptedException {
        Stranger.tryOn(stranger, address());
        assertLogged(reason);
    }

    /** It may be logged after the connection has ended. */
    private void assertLogged(String reason) throws InterruptedException {
        String line = "";
        while (line != null && !line.contains(reason)) {
            line = logged.poll(20, TimeUnit.SECONDS);
        }
        assertNotNull(line, () -> "no '" + reason + "' in " + refusals.counts());
    }

    private static void assertTalk(Socket a, Socket b) throws IOException {
        for (int i = 0; i < 3; i++) {
            a.getOutputStream().write(i);
            assertEquals(i, b.getInputStream().read());
            b.getOutputStream().write(i);
            assertEquals(i, a.getInputStream().read());
        }
    }

    /** -1 when the other end has closed, by whatever means. */
    private static int endOf(Socket socket) {
        try {
            return socket.getInputStream().read();
        } catch (IOException reset) {
            return -1;
        }
    }
}
