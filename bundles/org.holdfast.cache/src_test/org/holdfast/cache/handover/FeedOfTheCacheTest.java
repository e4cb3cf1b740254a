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
        assertEquals(60_000, source.read(2, Direction.OUTBOUND, 77_000, into));
        assertArrayEquals(Arrays.copyOfRange(output, 77_000, 137_000), into.array());
        ByteBuffer small = ByteBuffer.allocate(100);
        assertEquals(8, source.read(2, Direction.INBOUND, 0, small));
        assertEquals("question", StandardCharsets.US_ASCII.decode(small.flip()).toString());
        assertEquals(0, source.read(2, Direction.INBOUND, 8, small.clear()));
        assertEquals(FeedSource.EVICTED, source.read(99, Direction.INBOUND, 0, small));
        OutboundDigests digests = source.digests(2, 1).orElseThrow();
        assertEquals(150_000, digests.bytes());
        assertEquals(1, digests.blocks().length);
        CRC32C crc = new CRC32C();
        crc.update(output, 65536, 65536);
        assertEquals((int) crc.getValue(), digests.blocks()[0]);
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
}
