package org.holdfast.cache.internal.remember;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.holdfast.cache.Limits;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketMemoryTest {

    @TempDir
    Path directory;

    private final List<String> losses = new ArrayList<>();

    @Test
    void readsBackWhatWasStoredFromMemoryAndFromFiles() throws IOException {
        try (PacketMemory memory = open(1 << 20, 4096)) {
            List<Long> references = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                references.add(Stored.store(memory, i, i % 2 == 0 ? 1 : 113, "packet " + "x".repeat(i)));
            }
            memory.flush();
            StoredFrame frame = new StoredFrame();
            assertFalse(memory.view(references.get(0), frame), "its chunk was used again");
            assertTrue(memory.view(references.get(299), frame));
            try (PacketReader reader = memory.reader()) {
                for (int i = 299; i >= 0; i--) {
                    StoredPacket packet = reader.read(references.get(i));
                    assertEquals(i, packet.timestampNanos());
                    assertEquals(i % 2 == 0 ? 1 : 113, packet.linkType());
                    assertEquals("packet " + "x".repeat(i), Stored.text(packet.frame()));
                    assertEquals(7 + i + Stored.CUT, packet.originalLength());
                }
            }
        }
    }

    @Test
    void readsFromMemoryWithoutItsFile() throws IOException {
        try (PacketMemory memory = open(1 << 20, 4096);
                PacketReader reader = memory.reader()) {
            long reference = Stored.store(memory, 0, "here");
            assertEquals("here", Stored.text(reader.read(reference).frame()), "not written yet, or just so");
            memory.flush();
            Files.delete(Stored.file(directory, 0));
            assertEquals("here", Stored.text(reader.read(reference).frame()));
        }
    }

    @Test
    void readsFromFilesAfterItWasClosed() throws IOException {
        PacketMemory memory = open(1 << 20, 4096);
        long reference = Stored.store(memory, 0, "here");
        PacketReader reader = memory.reader();
        assertEquals("here", Stored.text(reader.read(reference).frame()));
        memory.close();
        assertEquals("here", Stored.text(reader.read(reference).frame()));
        reader.close();
        assertEquals(PacketReference.NONE, Stored.store(memory, 1, "too late"));
        memory.close();
    }

    @Test
    void takesHeapAndDirectFramesAsTheyAre() throws IOException {
        try (PacketMemory memory = open(1 << 20, 4096)) {
            for (ByteBuffer frame : List.of(ByteBuffer.allocate(64), ByteBuffer.allocateDirect(64))) {
                frame.put(7, "the frame".getBytes(StandardCharsets.ISO_8859_1));
                frame.limit(16).position(7);
                long reference = memory.append(5, 1, frame, 9);
                assertEquals(7, frame.position());
                assertEquals(16, frame.limit());
                assertEquals("the frame", Stored.read(memory, reference));
            }
        }
    }

    @Test
    void storesLargeFramesAndTimesBeyond32Bits() throws IOException {
        try (PacketMemory memory = open(64 << 20, 8 << 20)) {
            long time = 1_763_000_000_123_456_789L;
            long small = Stored.store(memory, time, "small");
            long large = Stored.store(memory, time + 1, "L".repeat(3 << 20));
            long after = Stored.store(memory, time + 2, "after");
            memory.flush();
            memory.close();
            try (PacketReader reader = memory.reader()) {
                assertEquals("small", Stored.text(reader.read(small).frame()));
                assertEquals(3 << 20, reader.read(large).frame().remaining());
                StoredPacket last = reader.read(after);
                assertEquals("after", Stored.text(last.frame()));
                assertEquals(time + 2, last.timestampNanos());
            }
        }
    }

    @Test
    void storesNoFrameThatIsLargerThanASegment() throws IOException {
        try (PacketMemory memory = open(1 << 20, 4096)) {
            long before = Stored.store(memory, 0, "before");
            assertEquals(PacketReference.NONE, Stored.store(memory, 1, "x".repeat(4096)));
            long after = Stored.store(memory, 2, "after");
            assertEquals(PacketReference.segment(before), PacketReference.segment(after));
            assertEquals("after", Stored.read(memory, after));
        }
    }

    @Test
    void dropsTheOldestSegmentFirst() throws IOException {
        try (PacketMemory memory = open(16 << 10, 4096)) {
            long first = Stored.store(memory, 0, "first");
            for (int i = 1; i < 40; i++) {
                Stored.store(memory, i, "y".repeat(1000));
                assertTrue(memory.storedBytes() <= 16 << 10);
            }
            assertTrue(memory.oldestSegment() > 0);
            assertTrue(memory.evictedBytes() > 0);
            memory.flush();
            assertFalse(Files.exists(Stored.file(directory, 0)));
            assertTrue(Files.exists(Stored.file(directory, memory.oldestSegment())));
            assertThrows(IOException.class, () -> Stored.read(memory, first));
        }
    }

    @Test
    void withoutFilesTheOldestChunkIsUsedAgain() throws IOException {
        List<Integer> dropped = new ArrayList<>();
        MemoryListener listener = new MemoryListener() {
            @Override
            public void lost(int segment, long fromOffset) {
                losses.add(segment + "@" + fromOffset);
            }

            @Override
            public void dropped(int segment) {
                dropped.add(segment);
            }
        };
        try (PacketMemory memory = PacketMemory.withoutFiles(new Limits(16 << 10, 4096), listener)) {
            List<Long> references = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                references.add(Stored.store(memory, i, i + "z".repeat(1000)));
            }
            memory.flush();
            assertEquals(List.of(0, 1, 2, 3), dropped, "three packets in each of eight segments");
            assertEquals(4, memory.oldestSegment());
            assertEquals("12" + "z".repeat(1000), Stored.read(memory, references.get(12)));
            assertThrows(IOException.class, () -> Stored.read(memory, references.get(11)));
            assertEquals(List.of(), losses);
            assertEquals(Optional.empty(), memory.problem());
            assertEquals(0, memory.givenUpBytes());
        }
    }

    @Test
    void showsPacketsWhereTheyLie() throws IOException {
        try (PacketMemory memory = open(1 << 20, 4096)) {
            long one = Stored.store(memory, 11, 113, "one");
            long two = Stored.store(memory, 22, 1, "two, longer");
            StoredFrame first = new StoredFrame();
            StoredFrame second = new StoredFrame();
            assertTrue(memory.view(one, first));
            assertTrue(memory.view(two, second));
            assertEquals("one", Stored.text(first.frame()));
            assertEquals(11, first.timestampNanos());
            assertEquals(113, first.linkType());
            assertEquals(3 + Stored.CUT, first.originalLength());
            assertEquals("two, longer", Stored.text(second.frame()));
            assertFalse(memory.view(PacketReference.NONE, first));
            assertFalse(memory.view(PacketReference.of(9, 0), first));
            assertFalse(memory.view(two + 4, first), "no packet begins there");
            assertFalse(memory.view(PacketReference.of(0, 4000), first), "nothing is there yet");
        }
    }

    @Test
    void keepsOtherMemoriesOutOfItsDirectory() throws IOException {
        try (PacketMemory memory = open(1 << 20, 4096)) {
            Stored.store(memory, 0, "mine");
            IOException refusal = assertThrows(IOException.class, () -> open(1 << 20, 4096));
            assertTrue(refusal.getMessage().contains("used by another cache"), refusal.getMessage());
        }
        open(1 << 20, 4096).close();
    }

    @Test
    void filesEndWithAWholeBlockWhileTheyGrow() throws IOException {
        try (PacketMemory memory = open(1 << 20, 64 << 10)) {
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                expected.add("packet " + "x".repeat(i));
                Stored.store(memory, i, expected.getLast());
                memory.awaitWritten();
                assertEquals(expected, Stored.inFile(Stored.file(directory, 0)));
            }
        }
    }

    @Test
    void writesLargeAmountsInPieces() throws IOException {
        FakeDisk disk = new FakeDisk();
        try (PacketMemory memory = new PacketMemory(directory, Stored.limits(64 << 20, 16 << 20), this::lost, disk)) {
            for (int i = 0; i < 8000; i++) {
                Stored.store(memory, i, "x".repeat(1500));
            }
            memory.flush();
            assertTrue(disk.largestWrite <= 1 << 20, "largest " + disk.largestWrite);
            assertEquals(8000, Stored.inFile(Stored.file(directory, 0)).size());
        }
    }

    @Test
    void writesSegmentsThatOtherToolsRead() throws Exception {
        try (PacketMemory memory = open(1 << 20, 64 << 10)) {
            for (int i = 0; i < 10; i++) {
                Stored.store(memory, 1_763_000_000_123_456_789L, i % 2 == 0 ? 1 : 101, "z".repeat(60 + i));
            }
            memory.flush();
            Process tshark = startTshark();
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

    private Process startTshark() {
        ProcessBuilder builder = new ProcessBuilder(
                        "tshark",
                        "-n",
                        "-r",
                        Stored.file(directory, 0).toString(),
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

    private PacketMemory open(long diskBytes, int segmentBytes) throws IOException {
        return new PacketMemory(directory, Stored.limits(diskBytes, segmentBytes), this::lost);
    }

    private void lost(int segment, long fromOffset) {
        losses.add(segment + "@" + fromOffset);
    }
}
