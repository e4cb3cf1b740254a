package org.holdfast.cache.internal.remember;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.holdfast.cache.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Others read while chunks are used again under their eyes: what they get is right, or they are told it's gone. That
 * holds for the thread that writes, too.
 */
class RacingReadersTest {

    private static final int PACKETS = 200_000;
    private static final int READERS = 2;
    private static final int RECENT = 256;

    private record Known(long reference, int number) {}

    @TempDir
    Path directory;

    private final AtomicReferenceArray<Known> recent = new AtomicReferenceArray<>(RECENT);
    private volatile boolean done;

    @Test
    void neverReadATornPacketFromAChunkThatIsUsedAgain() throws Exception {
        try (PacketMemory memory = PacketMemory.withoutFiles(new Limits(16 << 10, 4096), (segment, from) -> {})) {
            AtomicLong read = new AtomicLong();
            AtomicLong gone = new AtomicLong();
            race(memory, known -> {
                try (PacketReader reader = memory.reader()) {
                    check(reader.read(known.reference()), known.number());
                    read.incrementAndGet();
                } catch (IOException e) {
                    gone.incrementAndGet();
                }
                return null;
            });
            assertTrue(read.get() > 0 && gone.get() > 0, read + " read, " + gone + " gone");
        }
    }

    @Test
    void alwaysFindAPacketInMemoryOrInItsFile() throws Exception {
        try (PacketMemory memory =
                new PacketMemory(directory, Stored.limits(256 << 20, 64 << 10), (segment, from) -> {})) {
            race(memory, known -> {
                try (PacketReader reader = memory.reader()) {
                    check(reader.read(known.reference()), known.number());
                }
                return null;
            });
        }
    }

    @Test
    void nothingButWholeBlocksOfTheSegmentIsWrittenThoughTheDiskIsTooSlow() throws Exception {
        Limits limits = new Limits(1 << 20, 64 << 10).withMemoryBytes(256 << 10);
        CheckedDisk disk = new CheckedDisk();
        try (PacketMemory memory = new PacketMemory(directory, limits, (segment, from) -> {}, disk)) {
            ByteBuffer frame = ByteBuffer.allocate(512);
            for (int i = 0; i < 5 * PACKETS; i++) {
                fill(frame, i, 1 + i % 60);
                memory.append(i, 1, frame, i);
            }
            assertTrue(memory.givenUpBytes() > 0);
        }
        assertTrue(disk.packets > 0);
        assertEquals(List.of(), disk.faults);
    }

    /** Looks at all that is written. */
    private static final class CheckedDisk extends FakeDisk {
        private final List<String> faults = new ArrayList<>();
        private final PacketBlock packet = new PacketBlock();
        private int packets;
        /** Numbers of packets ascend from file to file. */
        private long newest = -1;

        @Override
        public Output open(Path file) throws IOException {
            return new FilterOutput(super.open(file)) {
                @Override
                public void write(ByteBuffer bytes, long position) throws IOException {
                    check(file, bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN));
                    super.write(bytes, position);
                }
            };
        }

        private void check(Path file, ByteBuffer bytes) {
            int at = 0;
            while (at < bytes.limit()) {
                int type = bytes.getInt(at);
                int length = bytes.getInt(at + 4);
                boolean whole = length >= 12 && length <= bytes.limit() - at && bytes.getInt(at + length - 4) == length;
                if (!whole || type == Pcapng.ENHANCED_PACKET && !isNext(bytes, at)) {
                    faults.add(file + " at " + at);
                    return;
                }
                at += length;
            }
        }

        private boolean isNext(ByteBuffer bytes, int at) {
            boolean sound = packet.parse(bytes, at, bytes.limit()) && packet.timestampNanos() > newest;
            newest = packet.timestampNanos();
            packets++;
            for (int i = packet.frameAt(); sound && i < packet.frameAt() + packet.captured(); i += 8) {
                sound = Long.reverseBytes(bytes.getLong(i)) == newest;
            }
            return sound;
        }
    }

    @FunctionalInterface
    private interface Look {
        Void at(Known known) throws Exception;
    }

    private void race(PacketMemory memory, Look look) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(READERS)) {
            List<Future<Void>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                Random random = new Random(i);
                Callable<Void> reading = () -> {
                    while (!done) {
                        Known known = recent.get(random.nextInt(RECENT));
                        if (known != null) {
                            look.at(known);
                        }
                    }
                    return null;
                };
                readers.add(threads.submit(reading));
            }
            ByteBuffer frame = ByteBuffer.allocate(512);
            Random random = new Random(99);
            for (int i = 0; i < PACKETS; i++) {
                fill(frame, i, 1 + random.nextInt(60));
                long reference = memory.append(i, 1, frame, i);
                recent.set(random.nextInt(RECENT), new Known(reference, i));
            }
            done = true;
            for (Future<Void> reader : readers) {
                reader.get();
            }
        }
    }

    private static void fill(ByteBuffer frame, int number, int words) {
        frame.clear();
        for (int i = 0; i < words; i++) {
            frame.putLong(number);
        }
        frame.flip();
    }

    private static void check(StoredPacket packet, int number) {
        assertEquals(number, packet.timestampNanos());
        assertEquals(number, packet.originalLength());
        ByteBuffer frame = packet.frame();
        assertTrue(frame.hasRemaining());
        while (frame.hasRemaining()) {
            assertEquals(number, frame.getLong());
        }
    }
}
