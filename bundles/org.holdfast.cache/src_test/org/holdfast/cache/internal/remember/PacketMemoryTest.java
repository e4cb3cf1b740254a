package org.holdfast.cache.internal.remember;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketMemoryTest {

    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path directory;

    private final List<String> losses = new ArrayList<>();

    @Test
    void readsBackWhatWasStoredAcrossSegments() throws IOException {
        try (PacketMemory memory = new PacketMemory(directory, 1 << 20, 4096, this::lost)) {
            List<Long> references = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                references.add(store(memory, i, i % 2 == 0 ? 1 : 113, "packet " + "x".repeat(i)));
            }
            assertTrue(Files.exists(directory.resolve("segment-00000001.pcapng")));
            try (PacketReader reader = memory.reader()) {
                for (int i = 99; i >= 0; i--) {
                    StoredPacket packet = reader.read(references.get(i));
                    assertEquals(i, packet.timestampNanos());
                    assertEquals(i % 2 == 0 ? 1 : 113, packet.linkType());
                    assertEquals("packet " + "x".repeat(i), text(packet.frame()));
                    assertEquals(7 + i + 1000, packet.originalLength());
                }
            }
        }
    }

    @Test
    void storesFramesLargerThanItsBufferAndTimesBeyond32Bits() throws IOException {
        try (PacketMemory memory = new PacketMemory(directory, 64 << 20, 8 << 20, this::lost)) {
            long time = 1_763_000_000_123_456_789L;
            long small = store(memory, time, 1, "small");
            long large = store(memory, time + 1, 1, "L".repeat(3 << 20));
            long after = store(memory, time + 2, 1, "after");
            try (PacketReader reader = memory.reader()) {
                assertEquals("small", text(reader.read(small).frame()));
                assertEquals(3 << 20, reader.read(large).frame().remaining());
                StoredPacket last = reader.read(after);
                assertEquals("after", text(last.frame()));
                assertEquals(time + 2, last.timestampNanos());
            }
        }
    }

    @Test
    void dropsTheOldestSegmentFirst() throws IOException {
        try (PacketMemory memory = new PacketMemory(directory, 16 << 10, 4096, this::lost)) {
            long first = store(memory, 0, 1, "first");
            for (int i = 1; i < 40; i++) {
                store(memory, i, 1, "y".repeat(1000));
                assertTrue(memory.storedBytes() <= 16 << 10);
            }
            assertTrue(memory.oldestSegment() > 0);
            assertTrue(memory.evictedBytes() > 0);
            try (PacketReader reader = memory.reader()) {
                assertThrows(IOException.class, () -> reader.read(first));
            }
        }
    }

    @Test
    void deletesWhatAnEarlierProcessLeft() throws IOException {
        Files.writeString(directory.resolve("segment-00000007.pcapng"), "old");
        Files.writeString(directory.resolve("notes.txt"), "kept");
        new PacketMemory(directory, 1 << 20, 4096, this::lost).close();
        assertFalse(Files.exists(directory.resolve("segment-00000007.pcapng")));
        assertTrue(Files.exists(directory.resolve("notes.txt")));
    }

    @Test
    void goesOnWhenTheDiskIsFullAndRecoversLater() throws IOException {
        FullDisk disk = new FullDisk();
        try (PacketMemory memory = new PacketMemory(directory, 1 << 20, 8192, this::lost, disk)) {
            long safe = store(memory, 0, 1, "safe");
            memory.flush();
            assertEquals(Optional.empty(), memory.problem());
            store(memory, 1, 1, "in the buffer");
            disk.full = true;
            memory.flush();
            assertEquals(1, losses.size(), "what was buffered is lost, and that is told");
            String problem = memory.problem().orElseThrow();
            assertTrue(problem.contains("No space left on device") && problem.contains("Free space"), problem);
            assertEquals(PacketReference.NONE, store(memory, 2, 1, "too early to try again"));
            assertEquals(PacketReference.NONE, storeAndFlush(memory, SECOND + 1));
            disk.full = false;
            long again = store(memory, 3 * SECOND, 1, "again");
            assertTrue(again >= 0);
            try (PacketReader reader = memory.reader()) {
                assertEquals("safe", text(reader.read(safe).frame()));
                assertEquals("again", text(reader.read(again).frame()));
            }
            assertEquals(Optional.empty(), memory.problem());
        }
    }

    @Test
    void marksAListWhoseLastPacketsWereLost() {
        PacketList early = new PacketList();
        early.add(PacketReference.of(3, 100), org.holdfast.model.tcp.Direction.INBOUND, -1, 0);
        PacketList late = new PacketList();
        late.add(PacketReference.of(3, 100), org.holdfast.model.tcp.Direction.INBOUND, -1, 0);
        late.add(PacketReference.of(3, 500), org.holdfast.model.tcp.Direction.OUTBOUND, 0, 0);
        early.lost(3, 200);
        late.lost(3, 200);
        assertTrue(early.isWhole(0));
        assertFalse(late.isWhole(0));
        assertFalse(early.isWhole(4), "its segment is gone");
    }

    @Test
    void writesSegmentsThatOtherToolsRead() throws Exception {
        try (PacketMemory memory = new PacketMemory(directory, 1 << 20, 64 << 10, this::lost)) {
            for (int i = 0; i < 10; i++) {
                store(memory, 1_763_000_000_123_456_789L, i % 2 == 0 ? 1 : 101, "z".repeat(60 + i));
            }
            memory.flush();
            Process tshark = startTshark(memory);
            String out = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(tshark.waitFor(30, TimeUnit.SECONDS));
            assertEquals(0, tshark.exitValue(), out);
            assertEquals(
                    10,
                    out.lines()
                            .filter(line -> line.equals("1763000000.123456789"))
                            .count(),
                    out);
        }
    }

    private Process startTshark(PacketMemory memory) {
        ProcessBuilder builder = new ProcessBuilder(
                        "tshark",
                        "-n",
                        "-r",
                        directory.resolve("segment-00000000.pcapng").toString(),
                        "-T",
                        "fields",
                        "-e",
                        "frame.time_epoch")
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            return builder.start();
        } catch (IOException e) {
            return Assumptions.abort("tshark isn't installed");
        }
    }

    private static long storeAndFlush(PacketMemory memory, long time) {
        long reference = store(memory, time, 1, "still full");
        memory.flush();
        return memory.problem().isPresent() ? PacketReference.NONE : reference;
    }

    private static long store(PacketMemory memory, long time, int linkType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return memory.append(time, linkType, ByteBuffer.wrap(bytes), bytes.length + 1000);
    }

    private static String text(ByteBuffer frame) {
        return StandardCharsets.ISO_8859_1.decode(frame).toString();
    }

    private void lost(int segment, long fromOffset) {
        losses.add(segment + "@" + fromOffset);
    }

    /** A disk that fills up, with half a block written. */
    private static final class FullDisk implements SegmentFiles {
        private boolean full;

        @Override
        public OutputStream create(Path file) throws IOException {
            return new FilterOutputStream(SegmentFiles.REAL.create(file)) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    if (full) {
                        out.write(bytes, offset, length / 2);
                        throw new IOException("No space left on device");
                    }
                    out.write(bytes, offset, length);
                }
            };
        }

        @Override
        public void truncate(Path file, long length) throws IOException {
            SegmentFiles.REAL.truncate(file, length);
        }

        @Override
        public void delete(Path file) throws IOException {
            SegmentFiles.REAL.delete(file);
        }
    }
}
