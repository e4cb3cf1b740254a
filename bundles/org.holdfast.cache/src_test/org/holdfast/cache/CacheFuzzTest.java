package org.holdfast.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.holdfast.cache.handover.FeedSource;
import org.holdfast.cache.handover.StreamCursor;
import org.holdfast.cache.internal.reassemble.StreamDigest;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.Direction;
import org.holdfast.model.tcp.Verdict.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole cache in hostile traffic, with a connection in it that must not suffer. Set {@code holdfast.fuzz.inputs}
 * for more than the usual number, and {@code holdfast.fuzz.seed} to what a failure names to have it again.
 */
class CacheFuzzTest {

    private static final int INPUTS = Integer.getInteger("holdfast.fuzz.inputs", 10_000);
    private static final long SEED = Long.getLong("holdfast.fuzz.seed", 1);
    /** Inputs for one cache. */
    private static final int ROUND = 500;

    private static final int OVER = 50;
    private static final int UNCONFIRMED = 100;
    /** A quarter more unconfirmed ones are borne, then there are the conversations. */
    private static final int MOST_CONNECTIONS = OVER + UNCONFIRMED * 5 / 4 + 1 + 200;

    private static final Limits ROOMY = new Limits(64 << 20, 1 << 20).withSlowDisk(SlowDisk.WAIT);
    private static final Limits TIGHT =
            new Limits(256 << 10, 32 << 10).withConnectionBytes(64 << 10).withSlowDisk(SlowDisk.WAIT);

    @TempDir
    Path directory;

    private Random random;
    private ConnectionCache cache;
    private TcpTalk real;
    private final ByteArrayOutputStream inbound = new ByteArrayOutputStream();
    private final ByteArrayOutputStream outbound = new ByteArrayOutputStream();

    @Test
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    void bearsWhateverIsOnTheWire() throws IOException {
        for (int round = 0; round * ROUND < INPUTS; round++) {
            long seed = SEED + round;
            Limits limits = seed % 2 == 0 ? TIGHT : ROOMY;
            CacheSettings settings = CacheSettings.LIVE.withLimits(limits).withConnections(OVER, UNCONFIRMED);
            try (ConnectionCache made =
                    new ConnectionCache(directory.resolve("" + round), settings, new Selector(List.of()))) {
                cache = made;
                round(seed, limits);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("repeat it with -Dholdfast.fuzz.seed=" + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private void round(long seed, Limits limits) throws IOException {
        random = new Random(seed);
        inbound.reset();
        outbound.reset();
        real = new TcpTalk(cache, "203.0.113.7", 51234, "10.77.0.100", 80)
                .numbers(random.nextInt(), -random.nextInt(20_000))
                .handshake();
        HostileTraffic hostile = new HostileTraffic(cache, random);
        for (int input = 0; input < ROUND; input++) {
            hostile.input(real.now(), real);
            converse();
            if (input % 50 == 0) {
                ask(limits);
            }
        }
        check(limits);
    }

    /** The real connection says something: in order or not, once or twice. */
    private void converse() {
        boolean in = random.nextBoolean();
        byte[] bytes = new byte[1 + random.nextInt(120)];
        random.nextBytes(bytes);
        (in ? inbound : outbound).writeBytes(bytes);
        int first = in ? real.remoteNext() : real.serviceNext();
        switch (random.nextInt(4)) {
            case 0 -> {
                byte[] behind = new byte[1 + random.nextInt(50)];
                random.nextBytes(behind);
                (in ? inbound : outbound).writeBytes(behind);
                segment(in).seq(first + bytes.length).data(behind).send();
                segment(in).seq(first).data(bytes).send();
            }
            case 1 -> {
                segment(in).seq(first).data(bytes).send();
                segment(in).seq(first).data(bytes).send();
            }
            default -> segment(in).seq(first).data(bytes).send();
        }
        segment(!in).send();
    }

    private TcpTalk.Seg segment(boolean in) {
        return in ? real.inbound() : real.outbound();
    }

    /** Questions that anybody may ask at any time. */
    private void ask(Limits limits) {
        List<ConnectionSummary> all = cache.connections();
        assertTrue(all.size() <= MOST_CONNECTIONS, all.size() + " connections");
        assertTrue(cache.counters().storedBytes() <= limits.diskBytes(), () -> "" + cache.counters());
        ConnectionSummary one = all.get(random.nextInt(all.size()));
        for (Direction direction : Direction.values()) {
            StreamReport report = cache.report(one.id(), direction);
            assertTrue(report.payloadBytes() >= 0 && report.packets() >= 0, report.toString());
            cache.counts(one.id(), direction);
        }
        cache.stateAt(one.id(), 1 + random.nextInt(3));
    }

    private void check(Limits limits) throws IOException {
        ask(limits);
        ConnectionSummary summary = cache.connection(1).orElseThrow();
        assertEquals(inbound.size(), summary.inbound().streamBytes());
        assertEquals(outbound.size(), summary.outbound().streamBytes());
        for (Direction direction : Direction.values()) {
            StreamDigest digest = new StreamDigest(false);
            digest.accept(ByteBuffer.wrap(expected(direction)));
            assertEquals(digest.proof(), cache.proof(1, direction), direction.toString());
            assertEquals(0, cache.counts(1, direction).conflictingBytes());
        }
        if (limits == TIGHT && summary.verdict().reason() == Reason.EVICTED) {
            return;
        }
        assertEquals(
                Reason.SURVIVES, summary.verdict().reason(), summary.verdict().detail());
        for (Direction direction : Direction.values()) {
            assertArrayEquals(expected(direction), read(direction));
        }
        assertArrayEquals(
                inbound.toByteArray(), cache.information(1).orElseThrow().inbound());
    }

    private byte[] expected(Direction direction) {
        return (direction == Direction.INBOUND ? inbound : outbound).toByteArray();
    }

    private byte[] read(Direction direction) throws IOException {
        FeedSource source = cache.feedSource();
        StreamCursor at = new StreamCursor(1, direction, 0);
        ByteBuffer into = ByteBuffer.allocate(expected(direction).length);
        while (into.hasRemaining()) {
            int most = Math.min(into.remaining(), 1 + random.nextInt(700));
            int read = source.read(at, into.slice(into.position(), most));
            assertTrue(read > 0, direction + " at " + into.position());
            into.position(into.position() + read);
        }
        return into.array();
    }
}
