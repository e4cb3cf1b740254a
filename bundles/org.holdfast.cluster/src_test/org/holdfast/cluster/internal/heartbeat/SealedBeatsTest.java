package org.holdfast.cluster.internal.heartbeat;

import static org.holdfast.cluster.internal.Fixtures.ALPHA;
import static org.holdfast.cluster.internal.Fixtures.BETA;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.holdfast.cluster.config.Ports;
import org.holdfast.cluster.config.Security;
import org.holdfast.cluster.internal.Fixtures;
import org.holdfast.cluster.internal.Roster;
import org.holdfast.cluster.security.AccessRole;
import org.holdfast.cluster.security.TestAuthority;
import org.holdfast.cluster.security.internal.CredentialStore;
import org.holdfast.cluster.security.internal.RefusalLog;
import org.holdfast.model.ownership.NodeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedBeatsTest {

    private static final int A = 0;
    private static final int B = 1;
    private static final byte[] TEXT = {1, 2, 3, 4, 5, 6, 7, 8, 9};

    @TempDir
    Path directory;

    private final RefusalLog refusals = new RefusalLog();
    private TestAuthority lab;
    private Node alpha;
    private Node beta;
    private long now = System.nanoTime();

    /** One end; {@code at} is the other's number. */
    private record Node(CredentialStore store, SealedBeats seal) {}

    @BeforeEach
    void start() throws Exception {
        lab = new TestAuthority(directory.resolve("ca"));
        alpha = node(ALPHA, lab.issue("alpha", AccessRole.VIEWER));
        beta = node(BETA, lab.issue("beta", AccessRole.VIEWER));
    }

    @Test
    void takesHeartbeatsAfterOneIntroductionEachAndThenIntroducesNoMore() {
        assertEquals(Optional.empty(), beat(alpha, B));
        assertTrue(introduce(alpha, B, beta, A));
        assertTrue(introduce(beta, A, alpha, B));
        assertTalk();
        assertFalse(introduce(alpha, B, beta, A));
        assertFalse(introduce(beta, A, alpha, B));
        assertEquals(0, refusals.total());
    }

    @Test
    void refusesEveryAlteredByteAndEveryCut() {
        meet();
        byte[] sealed = beat(alpha, B).orElseThrow();
        for (int i = 0; i < sealed.length; i++) {
            byte[] altered = sealed.clone();
            altered[i] ^= 1;
            assertFalse(opens(beta, A, altered), "byte " + i);
            assertFalse(opens(beta, A, java.util.Arrays.copyOf(sealed, i)), "cut at " + i);
        }
        assertTrue(opens(beta, A, sealed));
        assertFalse(opens(beta, A, TEXT));
        assertTrue(refusals.counts().keySet().stream().allMatch(text -> text.startsWith("a heartbeat from 127.0.0.1")));
        assertTrue(refusals.counts().size() <= 5, () -> refusals.counts().toString());
    }

    @Test
    void refusesIntroductionsOfStrangersAndOfMembersAtTheWrongAddress() throws Exception {
        TestAuthority other = new TestAuthority(directory.resolve("other"));
        Node stranger = node(ALPHA, other.issue("alpha", AccessRole.ADMINISTRATOR));
        assertTrue(introduce(stranger, B, beta, A));
        assertLogged("its certificate isn't issued by this cluster's authority");
        assertTrue(introduce(node(ALPHA, lab.issue("gamma", AccessRole.VIEWER)), B, beta, A));
        assertLogged("it shows the certificate of gamma");
        assertEquals(Optional.empty(), beat(beta, A));
    }

    @Test
    void changesKeysWithoutLosingAHeartbeat() throws Exception {
        meet();
        lab.pass(TestAuthority.DAY);
        lab.authority().rotate(ALPHA, AccessRole.VIEWER, Duration.ofDays(10));
        lab.authority().rotate(BETA, AccessRole.VIEWER, Duration.ofDays(10));
        alpha.store.poll();
        assertTalk();
        beta.store.poll();
        assertTalk();
        byte[] withOldKey = beat(alpha, B).orElseThrow();
        assertTrue(introduce(alpha, B, beta, A));
        assertTalk();
        assertTrue(introduce(beta, A, alpha, B));
        assertTalk();
        assertTalk();
        byte[] withNewKey = beat(alpha, B).orElseThrow();
        assertFalse(key(withOldKey) == key(withNewKey), "both new certificates make the key now");
        assertTrue(opens(beta, A, withOldKey), "what was under way");
        assertEquals(0, refusals.total(), () -> refusals.counts().toString());
    }

    @Test
    void knowsANodeThatComesBackWithANewCertificateAndIgnoresItsOldOne() throws Exception {
        meet();
        byte[] oldIntroduction = introduction(alpha, B);
        lab.pass(TestAuthority.DAY);
        lab.authority().rotate(ALPHA, AccessRole.VIEWER, Duration.ofDays(10));
        alpha = node(ALPHA, lab.of("alpha"));
        meet();
        assertTalk();
        opens(beta, A, oldIntroduction);
        assertTalk();
    }

    @Test
    void forgetsTheRevokedWhileRunning() throws Exception {
        meet();
        byte[] before = beat(alpha, B).orElseThrow();
        lab.authority().revoke(ALPHA, false);
        beta.store.poll();
        assertLogged("is revoked");
        assertFalse(opens(beta, A, before));
        opens(beta, A, introduction(alpha, B));
        assertFalse(opens(beta, A, beat(alpha, B).orElseThrow()));
        assertEquals(Optional.empty(), beat(beta, A));
    }

    @Test
    void takesNoRecordingAfterARestartAndEveryHeartbeatOnceItIsProven() {
        FreshBeats restarted = new FreshBeats(B, 3);
        Beat recorded = beatOf(A, 100, 7, 50);
        assertFalse(restarted.accepts(recorded, 60), "it echoes a life before this one");
        Beat said = new Beat(3, 1);
        restarted.answer(said);
        assertArrayEquals(new long[] {100, 0, 0}, said.echoedBoot);
        assertArrayEquals(new long[3], said.echoed);
        assertTrue(restarted.accepts(beatOf(A, 100, 8, 60), 60));
        assertTrue(restarted.accepts(beatOf(A, 100, 9, 0), 60), "a link that works one way is no replay");
        assertFalse(restarted.accepts(beatOf(A, 99, 1000, 60), 60), "an earlier life");
        assertFalse(restarted.accepts(beatOf(A, 101, 1, 50), 60), "a new life, but not proven");
        assertFalse(restarted.accepts(beatOf(A, 101, 1, 0), 0), "nobody can echo what was never said");
    }

    private static Beat beatOf(int sender, long boot, long sequence, long echoedBoot) {
        Beat beat = new Beat(3, 1);
        beat.sender = sender;
        beat.boot = boot;
        beat.sequence = sequence;
        beat.echoedBoot[B] = echoedBoot;
        return beat;
    }

    private void meet() {
        introduce(alpha, B, beta, A);
        introduce(beta, A, alpha, B);
        assertTalk();
    }

    private void assertTalk() {
        assertTrue(opens(beta, A, beat(alpha, B).orElseThrow()));
        assertTrue(opens(alpha, B, beat(beta, A).orElseThrow()));
    }

    private void assertLogged(String why) {
        assertTrue(
                refusals.counts().keySet().stream().anyMatch(text -> text.contains(why)),
                () -> refusals.counts().toString());
    }

    private Node node(NodeId id, Security.Certificates files) throws Exception {
        CredentialStore store = new CredentialStore(files, lab);
        Roster roster = new Roster(Fixtures.config(id, Path.of("unused"), Ports.DEFAULTS));
        return new Node(store, new SealedBeats(roster, store, refusals, Runnable::run));
    }

    private boolean introduce(Node from, int to, Node receiver, int at) {
        now += Duration.ofSeconds(1).toNanos();
        ByteBuffer out = BeatCodec.buffer();
        boolean said = from.seal.introduce(to, out, now);
        if (said) {
            assertEquals(BeatSeal.Opened.NOTHING, receiver.seal.open(at, out));
        }
        return said;
    }

    private byte[] introduction(Node from, int to) throws Exception {
        byte[] certificate = from.store.current().credentials().certificate().getEncoded();
        return ByteBuffer.allocate(5 + certificate.length)
                .putInt(0x48464849)
                .put((byte) 0)
                .put(certificate)
                .array();
    }

    private static Optional<byte[]> beat(Node from, int to) {
        ByteBuffer out = BeatCodec.buffer();
        if (!from.seal.seal(to, ByteBuffer.wrap(TEXT), out)) {
            return Optional.empty();
        }
        byte[] bytes = new byte[out.remaining()];
        out.get(bytes);
        return Optional.of(bytes);
    }

    private static int key(byte[] sealed) {
        return ByteBuffer.wrap(sealed).getInt(4);
    }

    private static boolean opens(Node at, int from, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes.clone());
        if (at.seal.open(from, in) == BeatSeal.Opened.NOTHING) {
            return false;
        }
        byte[] beat = new byte[in.remaining()];
        in.get(beat);
        assertArrayEquals(TEXT, beat);
        return true;
    }
}
