package org.holdfast.cache.handover;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import org.holdfast.cache.CacheSettings;
import org.holdfast.cache.ConnectionCache;
import org.holdfast.cache.Limits;
import org.holdfast.cache.Services;
import org.holdfast.cache.TcpTalk;
import org.holdfast.model.tcp.Direction;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a feed is told by the real cache. */
class FeedOfTheCacheTest {

    @TempDir
    Path directory;

    private ConnectionCache cache;
    private FeedSource source;
    private final List<ConnectionProgress> told = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        cache = new ConnectionCache(
                directory, new Limits(8 << 20, 1 << 20), List.of(Services.named("web", "10.77.0.100", "80")));
        new TcpTalk(cache, "203.0.113.1", 1000, "10.77.0.100", 80).handshake();
        source = cache.feedSource();
    }

    @AfterEach
    void close() throws IOException {
        cache.close();
    }

    @Test
    void tellsConnectionsInTheOrderOfTheirLastChanges() {
        TcpTalk first = new TcpTalk(cache, "203.0.113.2", 1000, "10.77.0.100", 80).handshake();
        new TcpTalk(cache, "203.0.113.3", 1000, "10.77.0.100", 80).handshake();
        first.in("question");
        long upTo = changes(0, 100);
        assertEquals(List.of(1L, 3L, 2L), ids(), "the one from before is there, too");
        assertEquals(source.version(), upTo);
        assertEquals(8, told.getLast().inboundBytes());
        assertEquals(TcpState.ESTABLISHED, told.getLast().state());
        changes(upTo, 100);
        assertEquals(List.of(), ids());
        first.out("answer").inFin().outFin().inAck();
        changes(upTo, 100);
        assertEquals(List.of(2L), ids());
        assertTrue(told.getFirst().over());
        assertTrue(told.getFirst().inboundFin() && told.getFirst().outboundFin());
        assertFalse(told.getFirst().reset());
    }

    @Test
    void looksAtNoMoreThanItMayAndGoesOnThere() {
        for (int i = 0; i < 5000; i++) {
            new TcpTalk(cache, "203.0.113.9", 1000 + i, "10.77.0.100", 80)
                    .handshake()
                    .in("q");
        }
        List<Long> all = new ArrayList<>();
        long upTo = 0;
        while (upTo < source.version()) {
            upTo = changes(upTo, 700);
            assertTrue(told.size() <= 700);
            all.addAll(ids());
        }
        assertEquals(5001, all.size());
        assertEquals(5001, all.stream().distinct().count());
    }

    @Test
    void readsStreamsAndDigestsFromThePacketMemory() throws IOException {
        byte[] output = new byte[150_000];
        for (int i = 0; i < output.length; i++) {
            output[i] = (byte) (i * 7 >> 4);
        }
        TcpTalk talk = new TcpTalk(cache, "203.0.113.2", 1000, "10.77.0.100", 80)
                .handshake()
                .in("question");
        for (int at = 0; at < output.length; at += 1000) {
            talk.outbound().data(Arrays.copyOfRange(output, at, at + 1000)).send();
            talk.inAck();
        }
        ByteBuffer into = ByteBuffer.allocate(60_000);
        assertEquals(60_000, source.read(new StreamCursor(2, Direction.OUTBOUND, 77_000), into));
        assertArrayEquals(Arrays.copyOfRange(output, 77_000, 137_000), into.array());
        ByteBuffer small = ByteBuffer.allocate(100);
        assertEquals(8, source.read(new StreamCursor(2, Direction.INBOUND, 0), small));
        assertEquals("question", StandardCharsets.US_ASCII.decode(small.flip()).toString());
        assertEquals(0, source.read(new StreamCursor(2, Direction.INBOUND, 8), small.clear()));
        assertEquals(FeedSource.EVICTED, source.read(new StreamCursor(99, Direction.INBOUND, 0), small));
        OutboundDigests digests = source.digests(2, 1).orElseThrow();
        assertEquals(150_000, digests.bytes());
        assertEquals(1, digests.blocks().length);
        CRC32C crc = new CRC32C();
        crc.update(output, 65536, 65536);
        assertEquals((int) crc.getValue(), digests.blocks()[0]);
    }

    @Test
    void readsOnWhereItStopped() throws IOException {
        TcpTalk talk = new TcpTalk(cache, "203.0.113.2", 1000, "10.77.0.100", 80).handshake();
        byte[] input = bytes(1, 2_000_000);
        for (int at = 0; at < input.length; at += 1000) {
            talk.inbound().data(Arrays.copyOfRange(input, at, at + 1000)).send().outAck();
        }
        StreamCursor at = new StreamCursor(2, Direction.INBOUND, 0);
        ByteBuffer into = ByteBuffer.allocate(input.length);
        while (into.position() < input.length) {
            ByteBuffer piece = into.slice(into.position(), 2500);
            assertEquals(2500, source.read(at, piece));
            into.position(into.position() + 2500);
            assertEquals(into.position(), at.offset());
            // Of every two packets one has bytes, and the handshake took three.
            assertEquals(3 + 2 * (into.position() / 1000) + 1, at.packet(), 1);
        }
        assertArrayEquals(input, into.array());
        assertEquals(0, source.read(at, into.clear()));
        talk.in("more");
        assertEquals(4, source.read(at, into.clear()));
    }

    @Test
    void readsFromAnywhereWhatCameInAnyOrder() throws IOException {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            byte[] input = bytes(seed, 60_000);
            TcpTalk talk = new TcpTalk(cache, "203.0.113.4", 1000 + seed, "10.77.0.100", 80).handshake();
            sendInAnyOrder(talk, input, random);
            long id = seed + 2;
            byte[] captured = new byte[input.length];
            StreamCursor whole = new StreamCursor(id, Direction.INBOUND, 0);
            ByteBuffer into = ByteBuffer.wrap(captured);
            while (into.hasRemaining()) {
                ByteBuffer piece = into.slice(into.position(), Math.min(into.remaining(), 1 + random.nextInt(9000)));
                int read = source.read(whole, piece);
                assertTrue(read > 0, "seed " + seed + " at " + into.position() + " of " + input.length);
                into.position(into.position() + read);
            }
            assertArrayEquals(input, captured, "seed " + seed);
            for (int i = 0; i < 20; i++) {
                int from = random.nextInt(input.length);
                ByteBuffer piece = ByteBuffer.allocate(1 + random.nextInt(3000));
                int read = source.read(new StreamCursor(id, Direction.INBOUND, from), piece);
                assertEquals(Math.min(piece.capacity(), input.length - from), read, "seed " + seed);
                assertArrayEquals(
                        Arrays.copyOfRange(input, from, from + read),
                        Arrays.copyOf(piece.array(), read),
                        "seed " + seed);
            }
        }
    }

    /** Pieces that overlap, are lost at first, and come again. What is repeated differs: only first copies count. */
    private static void sendInAnyOrder(TcpTalk talk, byte[] input, Random random) {
        int first = talk.remoteNext();
        boolean[] sent = new boolean[input.length];
        int complete = 0;
        while (complete < input.length) {
            int from = Math.min(input.length - 1, complete + random.nextInt(random.nextInt(10) == 0 ? 30_000 : 600));
            int length = Math.min(input.length - from, 1 + random.nextInt(1400));
            byte[] data = Arrays.copyOfRange(input, from, from + length);
            for (int i = 0; i < length; i++) {
                data[i] ^= (byte) (sent[from + i] ? 0x55 : 0);
                sent[from + i] = true;
            }
            talk.inbound().seq(first + from).data(data).send();
            while (complete < input.length && sent[complete]) {
                complete++;
            }
            if (random.nextInt(4) == 0) {
                talk.outbound().ack(first + complete).send();
            }
        }
    }

    @Test
    void readsOnAfterAHoleThatWasFilledLate() throws IOException {
        TcpTalk talk = new TcpTalk(cache, "203.0.113.2", 1000, "10.77.0.100", 80)
                .options("03030a00", "03030a00")
                .handshake();
        talk.outAck();
        byte[] input = bytes(1, 500_000);
        int first = talk.remoteNext();
        // The list of packets has pages of 64; nothing behind the hole is in the page of what is before it.
        int hole = (2 * 64 - 3) * 1000;
        for (int at = 0; at < input.length; at += 1000) {
            if (at != hole) {
                byte[] data = Arrays.copyOfRange(input, at, at + 1000);
                talk.inbound().seq(first + at).data(data).send();
            }
        }
        talk.inbound()
                .seq(first + hole)
                .data(Arrays.copyOfRange(input, hole, hole + 1000))
                .send();
        StreamCursor at = new StreamCursor(2, Direction.INBOUND, 0);
        ByteBuffer into = ByteBuffer.allocate(input.length);
        while (into.hasRemaining()) {
            int read = source.read(at, into.slice(into.position(), Math.min(300, into.remaining())));
            assertTrue(read > 0, "at " + into.position());
            into.position(into.position() + read);
            int segment = into.position() / 1000;
            long needed = segment * 1000 < hole ? segment + 5 : segment * 1000 == hole ? 504 : segment + 4;
            assertTrue(at.packet() <= needed, at.packet() + " is behind " + needed);
        }
        assertArrayEquals(input, into.array());
    }

    @Test
    void readsWhatCameWithTheSyn() throws IOException {
        TcpTalk talk = new TcpTalk(cache, "203.0.113.2", 1000, "10.77.0.100", 80);
        talk.inbound().flags(0x02).data("early ").send();
        talk.synAck().inAck().in("late");
        StreamCursor at = new StreamCursor(2, Direction.INBOUND, 0);
        ByteBuffer into = ByteBuffer.allocate(4);
        assertEquals(4, source.read(at, into));
        assertEquals("earl", StandardCharsets.US_ASCII.decode(into.flip()).toString());
        ByteBuffer rest = ByteBuffer.allocate(100);
        for (int read = 1; read > 0; read = source.read(at, rest)) {}
        assertEquals("y late", StandardCharsets.US_ASCII.decode(rest.flip()).toString());
    }

    @Test
    void saysSoWhenPacketsAreNotStoredAnyMore() throws IOException {
        TcpTalk talk = new TcpTalk(cache, "203.0.113.2", 1000, "10.77.0.100", 80).handshake();
        TcpTalk other = new TcpTalk(cache, "203.0.113.3", 1000, "10.77.0.100", 80).handshake();
        talk.inbound().data(bytes(1, 1000)).send();
        StreamCursor at = new StreamCursor(2, Direction.INBOUND, 0);
        assertEquals(10, source.read(at, ByteBuffer.allocate(10)));
        for (int i = 0; i < 10_000; i++) {
            other.inbound().data(bytes(1, 1000)).send().outAck();
        }
        assertEquals(FeedSource.EVICTED, source.read(at, ByteBuffer.allocate(10)));
        assertEquals(10, at.offset(), "it didn't move");
    }

    @Test
    void signalsAfterABurst() {
        AtomicInteger signals = new AtomicInteger();
        Runnable signal = signals::incrementAndGet;
        source.addSignal(signal);
        cache.begin();
        TcpTalk talk = new TcpTalk(cache, "203.0.113.2", 1000, "10.77.0.100", 80).handshake();
        cache.end();
        int afterBurst = signals.get();
        assertTrue(afterBurst >= 1);
        source.removeSignal(signal);
        talk.in("more");
        assertEquals(afterBurst, signals.get());
    }

    @Test
    void saysInTheVerdictWhatTheStandbyCantFollow() {
        TcpTalk talk = new TcpTalk(cache, "203.0.113.2", 1000, "10.77.0.100", 80)
                .handshake()
                .in("question");
        FeedListener listener = cache.standbyListener();
        listener.standbyBehind(2, 8);
        assertEquals(
                new Verdict(Verdict.Reason.STANDBY_BEHIND, "the standby doesn't have 8 bytes yet"), verdictOfSecond());
        assertEquals(Verdict.SURVIVES, cache.connection(1).orElseThrow().verdict());
        listener.caughtUp(2);
        assertEquals(Verdict.SURVIVES, verdictOfSecond());
        listener.givenUp(2, "its application ended");
        assertEquals(
                new Verdict(Verdict.Reason.NO_STANDBY, "the standby gave it up: its application ended"),
                verdictOfSecond());
        listener.restarted(2, "a new standby");
        assertEquals(Verdict.SURVIVES, verdictOfSecond());
        listener.standbyBehind(2, 8);
        talk.inbound().data("lost").lose().outAck().later(2000).outAck();
        assertEquals(Verdict.Reason.GAP, verdictOfSecond().reason(), "what the capture misses comes first");
    }

    private Verdict verdictOfSecond() {
        return cache.connection(2).orElseThrow().verdict();
    }

    @Test
    void refusesToFeedFromAFile() throws IOException {
        try (ConnectionCache file = ConnectionCache.forFile(CacheSettings.FILE)) {
            assertThrows(IllegalStateException.class, file::feedSource);
        }
    }

    private List<Long> ids() {
        return told.stream().map(ConnectionProgress::id).toList();
    }

    private long changes(long since, int most) {
        told.clear();
        return source.changes(since, most, new FeedSource.Changes() {
            @Override
            public boolean wants(long id, String service) {
                return service.equals("web");
            }

            @Override
            public void changed(ConnectionProgress progress) {
                told.add(progress);
            }
        });
    }

    private static byte[] bytes(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
