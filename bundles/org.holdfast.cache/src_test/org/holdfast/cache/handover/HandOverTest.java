package org.holdfast.cache.handover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.CRC32C;
import org.holdfast.cache.ConnectionCache;
import org.holdfast.cache.Limits;
import org.holdfast.cache.TcpTalk;
import org.holdfast.cache.internal.wire.HandOverReader;
import org.holdfast.cache.internal.wire.HandOverWriter;
import org.holdfast.cache.internal.wire.MemoryBudget;
import org.holdfast.cache.internal.wire.WireException;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.TcpOptions;
import org.holdfast.model.tcp.TcpState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandOverTest {

    private static final UUID PLAN = UUID.fromString("6e1ff2f8-0e5c-4a8d-9c8e-2f4f7d1c9a01");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final BlockingQueue<HandOver> taken = new LinkedBlockingQueue<>();

    @Test
    void carriesWhatACacheKnowsOverTheNetwork(@TempDir Path directory) throws Exception {
        try (ConnectionCache cache = new ConnectionCache(directory, new Limits(64 << 20, 8 << 20), List.of());
                HandOverReceiver receiver = receiver();
                OutputQueue queue = queue(receiver)) {
            TcpTalk talk = new TcpTalk(cache).handshake();
            for (int i = 0; i < 600; i++) {
                talk.in("upload %04d ".formatted(i) + "u".repeat(1000)).outAck();
            }
            talk.out("the answer");
            TcpTalk six = new TcpTalk(cache, "2001:db8::7", 4000, "2001:db8::1", 80)
                    .handshake()
                    .in("GET")
                    .inFin();
            assertTrue(six.now() > 0);
            HandOver sent = new HandOver(
                    PLAN,
                    List.of(
                            cache.information(1).orElseThrow(),
                            cache.information(2).orElseThrow()));
            long bytes = queue.send(sent);
            assertEquals(sent, taken.take());
            assertTrue(bytes > 600_000, bytes + " bytes");
            queue.send(new HandOver(PLAN, List.of()));
            assertEquals(new HandOver(PLAN, List.of()), taken.take());
        }
    }

    @Test
    void readsBackEveryValue() throws IOException {
        HandOver sent = new HandOver(PLAN, List.of(information(300_000, 7), information(0, 0)));
        assertEquals(sent, read(write(sent)));
    }

    @Test
    void refusesEveryAlteredByte() throws IOException {
        byte[] good = write(new HandOver(PLAN, List.of(information(10, 3))));
        for (int i = 0; i < good.length; i++) {
            byte[] altered = good.clone();
            altered[i] ^= 0x10;
            IOException refused = assertThrows(IOException.class, () -> read(altered), "byte " + i);
            assertTrue(refused instanceof WireException || refused instanceof EOFException, "byte " + i);
        }
    }

    @Test
    void refusesACutStreamWhereverItIsCut() throws IOException {
        byte[] good = write(new HandOver(PLAN, List.of(information(10, 3))));
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThrows(IOException.class, () -> read(cut), "cut to " + length);
        }
    }

    @Test
    void refusesFramesThatAreRightButInTheWrongPlace() throws IOException {
        byte[] two = write(new HandOver(PLAN, List.of(information(10, 3), information(10, 3))));
        List<byte[]> frames = frames(two);
        for (int i = 0; i < frames.size(); i++) {
            ByteArrayOutputStream without = new ByteArrayOutputStream();
            for (int j = 0; j < frames.size(); j++) {
                if (i != j) {
                    without.writeBytes(frames.get(j));
                }
            }
            assertThrows(IOException.class, () -> read(without.toByteArray()), "without frame " + i);
        }
    }

    @Test
    void takesNoMoreMemoryThanItMay() throws IOException {
        byte[] large = write(new HandOver(PLAN, List.of(information(100_000, 0))));
        MemoryBudget budget = new MemoryBudget(50_000);
        WireException refused = assertThrows(WireException.class, () -> read(large, budget));
        assertTrue(refused.getMessage().contains("more than 50000 bytes"), refused.getMessage());
        assertEquals(0, budget.taken(), "others may have it");
    }

    @Test
    void takesNoMemoryForALengthThatIsOnlyClaimed() throws IOException {
        byte[] good = write(new HandOver(PLAN, List.of(information(10, 0))));
        List<byte[]> frames = frames(good);
        // The lengths are the last four numbers of CONNECTION: inbound, digests, head, unacknowledged.
        ByteBuffer connection = ByteBuffer.wrap(frames.get(1));
        int checksumAt = connection.capacity() - 4;
        connection.putInt(checksumAt - 16, 1 << 30);
        CRC32C checksum = new CRC32C();
        checksum.update(connection.array(), 0, checksumAt);
        connection.putInt(checksumAt, (int) checksum.getValue());
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        for (byte[] frame : frames.subList(0, 3)) {
            sent.writeBytes(frame);
        }
        MemoryBudget budget = new MemoryBudget(1 << 20);
        List<Long> taken = new ArrayList<>();
        InputStream thenSilent = new ByteArrayInputStream(sent.toByteArray()) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                taken.add(budget.taken());
                return super.read(bytes, offset, length);
            }
        };
        try (HandOverReader reader = new HandOverReader(thenSilent, OutputStream.nullOutputStream(), budget)) {
            assertThrows(EOFException.class, () -> reader.read(() -> {}));
        }
        assertTrue(taken.getLast() < 2000, taken + " bytes for 10 that came of 1 GiB");
    }

    @Test
    void hasOneBudgetForAllSenders() throws IOException {
        byte[] large = write(new HandOver(PLAN, List.of(information(100_000, 0))));
        MemoryBudget budget = new MemoryBudget(150_000);
        try (HandOverReader first =
                new HandOverReader(new ByteArrayInputStream(large), OutputStream.nullOutputStream(), budget)) {
            first.read(() -> {});
            assertThrows(WireException.class, () -> read(large, budget));
        }
        assertEquals(PLAN, read(large, budget).plan(), "the first one is through");
    }

    @Test
    void servesTheNextSenderWhenSilentOnesAreGivenUp() throws Exception {
        Duration soon = Duration.ofMillis(500);
        try (HandOverReceiver receiver =
                        new HandOverReceiver(loopback(), taken::add, new HandOverLimits(1 << 20, 2, soon, SECOND));
                Socket silent = new Socket(InetAddress.getLoopbackAddress(), receiver.port());
                Socket silentToo = new Socket(InetAddress.getLoopbackAddress(), receiver.port());
                OutputQueue queue = queue(receiver)) {
            queue.send(new HandOver(PLAN, List.of()));
            assertEquals(new HandOver(PLAN, List.of()), taken.take());
            assertEquals(-1, silent.getInputStream().read());
            assertEquals(-1, silentToo.getInputStream().read());
            assertTrue(receiver.lastRefusal().orElseThrow().contains("broke off"));
        }
    }

    @Test
    void saysThatAVersionIsUnknown() throws Exception {
        byte[] future = write(new HandOver(PLAN, List.of()));
        future[5] = 2;
        try (HandOverReceiver receiver = receiver();
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), receiver.port())) {
            socket.getOutputStream().write(future);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.skipNBytes(6);
            assertEquals(6, in.read(), "REFUSED");
            in.skipNBytes(1);
            String reason = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
            assertTrue(reason.startsWith("hand-over version 2 isn't known here, only 1"), reason);
            assertTrue(taken.isEmpty());
        }
    }

    @Test
    void tellsTheSenderWhyItWasRefused() throws Exception {
        HandOver good = new HandOver(PLAN, List.of(information(5_000_000, 0)));
        try (HandOverReceiver receiver = new HandOverReceiver(loopback(), handOver -> {
                    throw new IllegalStateException("no application listens");
                });
                OutputQueue queue = queue(receiver)) {
            IOException refused = assertThrows(IOException.class, () -> queue.send(good));
            assertTrue(refused.getMessage().contains("no application listens"), refused.getMessage());
            assertTrue(receiver.lastRefusal().orElseThrow().contains("no application listens"));
        }
    }

    @Test
    void saysWhoCouldNotBeReached() throws Exception {
        // Bound, but not listening: nobody else can take the port meanwhile.
        try (Socket reserved = new Socket()) {
            reserved.bind(loopback());
            Endpoint nobody = new Endpoint(InetAddress.getLoopbackAddress(), reserved.getLocalPort());
            try (OutputQueue queue = new OutputQueue(nobody, SECOND)) {
                IOException failed = assertThrows(IOException.class, () -> queue.send(new HandOver(PLAN, List.of())));
                assertTrue(failed.getMessage().contains(nobody.toString()), failed.getMessage());
            }
        }
    }

    @Test
    void leavesAFailoverHostThatTakesNothing() throws Exception {
        HandOver large = new HandOver(PLAN, List.of(information(32 << 20, 0)));
        try (ServerSocket hanging = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                OutputQueue queue = new OutputQueue(
                        new Endpoint(InetAddress.getLoopbackAddress(), hanging.getLocalPort()),
                        SECOND,
                        Duration.ofMillis(200))) {
            IOException failed = assertThrows(IOException.class, () -> queue.send(large));
            assertTrue(failed.getMessage().contains("took nothing for 200 ms"), failed.getMessage());
        }
    }

    private HandOverReceiver receiver() throws IOException {
        return new HandOverReceiver(loopback(), taken::add);
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static OutputQueue queue(HandOverReceiver receiver) {
        return new OutputQueue(new Endpoint(InetAddress.getLoopbackAddress(), receiver.port()), SECOND);
    }

    private static byte[] write(HandOver handOver) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new HandOverWriter(new ByteArrayInputStream(new byte[0]), out).write(handOver);
        return out.toByteArray();
    }

    private static HandOver read(byte[] bytes) throws IOException {
        return read(bytes, new MemoryBudget(1 << 24));
    }

    private static HandOver read(byte[] bytes, MemoryBudget budget) throws IOException {
        try (HandOverReader reader =
                new HandOverReader(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream(), budget)) {
            return reader.read(() -> {});
        }
    }

    private static List<byte[]> frames(byte[] stream) {
        List<byte[]> frames = new ArrayList<>();
        for (int at = 0; at < stream.length; ) {
            int length = 12 + ByteBuffer.wrap(stream).getInt(at + 8) + 4;
            frames.add(Arrays.copyOfRange(stream, at, at + length));
            at += length;
        }
        return frames;
    }

    private static ConnectionInformation information(int inbound, int unacknowledged) {
        byte[] bytes = new byte[inbound];
        new Random(inbound).nextBytes(bytes);
        ControlBlock state = new ControlBlock(
                FourTuple.parse("203.0.113.7:51234>10.77.0.100:80"),
                TcpState.CLOSE_WAIT,
                0xf000_0001,
                2,
                3,
                4,
                5L << 30,
                6,
                7,
                8L << 30,
                new TcpOptions(1460, true, 7, 14, true, false),
                9,
                Instant.ofEpochSecond(1_763_000_000L, 123_456_789),
                10,
                true,
                false);
        byte[] outbound = "output!!!!".getBytes(StandardCharsets.US_ASCII);
        return new ConnectionInformation(
                42,
                state,
                bytes,
                10,
                65536,
                new int[] {0xdead_beef},
                outbound,
                Arrays.copyOf(outbound, unacknowledged),
                true);
    }
}
