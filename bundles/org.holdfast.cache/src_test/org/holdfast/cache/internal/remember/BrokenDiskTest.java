package org.holdfast.cache.internal.remember;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.holdfast.cache.Limits;
import org.holdfast.cache.SlowDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, slow, read-only or robbed: the capture goes on, and nothing that was stored is lost. */
class BrokenDiskTest {

    private static final String FULL = "No space left on device";

    @TempDir
    Path directory;

    private final List<String> losses = new ArrayList<>();
    private final FakeDisk disk = new FakeDisk();

    @Test
    void aFullDiskIsSaidAndWrittenToLater() throws IOException {
        try (PacketMemory memory = open(SlowDisk.WAIT)) {
            long safe = Stored.store(memory, 0, "safe");
            memory.flush();
            assertEquals(Optional.empty(), memory.problem());

            disk.failure = FULL;
            long kept = Stored.store(memory, 1, "kept");
            memory.flush();
            String problem = memory.problem().orElseThrow();
            assertTrue(problem.contains(FULL) && problem.contains("Free space"), problem);
            assertEquals(List.of("safe"), Stored.inFile(Stored.file(directory, 0)), "nothing half-written stays");
            assertEquals("kept", Stored.read(memory, kept), "in memory");

            disk.failure = null;
            Stored.store(memory, 2, "again");
            memory.flush();
            assertEquals(Optional.empty(), memory.problem());
            assertEquals(List.of("safe", "kept", "again"), Stored.inFile(Stored.file(directory, 0)));
            assertEquals("safe", Stored.read(memory, safe));
            assertEquals(List.of(), losses);
        }
    }

    @Test
    void retriesByTheClockOfTheCapture() throws IOException {
        Trouble trouble = new Trouble(directory, 1 << 20);
        trouble.failed(new IOException(FULL), 5 * Stored.SECOND);
        assertTrue(trouble.isTooEarly(6 * Stored.SECOND - 1));
        assertFalse(trouble.isTooEarly(6 * Stored.SECOND));
        trouble.over();
        assertFalse(trouble.isTooEarly(5 * Stored.SECOND));
    }

    @Test
    void givesUpTheOldestThatIsNotOnDiskWhenTheDiskStaysFull() throws IOException {
        try (PacketMemory memory = open(SlowDisk.WAIT)) {
            long safe = Stored.store(memory, 0, "safe");
            memory.flush();
            disk.failure = FULL;
            long second = Stored.store(memory, 1, "second");
            List<Long> later = new ArrayList<>();
            for (int i = 0; i < 14; i++) {
                later.add(Stored.store(memory, 2 + i, i + "x".repeat(1000)));
                memory.flush();
            }
            int written = (int) Files.size(Stored.file(directory, 0));
            assertEquals(List.of("0@" + written), losses, "the rest of the first segment, and only that");
            assertTrue(memory.givenUpBytes() > 0);
            assertTrue(memory.problem().orElseThrow().contains("given up"), memory.problem()::toString);
            assertEquals("safe", Stored.read(memory, safe));
            assertThrows(IOException.class, () -> Stored.read(memory, second));
            assertEquals("13" + "x".repeat(1000), Stored.read(memory, later.get(13)));

            disk.failure = null;
            memory.flush();
            assertEquals(Optional.empty(), memory.problem());
            assertEquals(List.of("safe"), Stored.inFile(Stored.file(directory, 0)));
            assertTrue(Stored.inFile(Stored.file(directory, PacketReference.segment(later.get(13))))
                    .contains("13" + "x".repeat(1000)));
        }
    }

    @Test
    void dropsNothingThatIsStoredWhileItCanNotWrite() throws IOException {
        try (PacketMemory memory = new PacketMemory(directory, Stored.limits(16 << 10, 4096), this::lost, disk)) {
            long oldest = Stored.store(memory, 0, "oldest");
            for (int i = 0; i < 9; i++) {
                Stored.store(memory, i, "x".repeat(1000));
            }
            memory.flush();
            assertEquals(0, memory.oldestSegment());
            disk.failure = FULL;
            memory.flush();
            Stored.store(memory, 100, "unwritten");
            memory.flush();
            for (int i = 0; i < 50; i++) {
                Stored.store(memory, 101, "x".repeat(1000));
            }
            assertEquals("oldest", Stored.read(memory, oldest));
            assertEquals(0, memory.evictedBytes());

            disk.failure = null;
            memory.flush();
            assertTrue(memory.evictedBytes() > 0, "now there is something to put in its place");
            assertTrue(bytesOnDisk() <= 16 << 10, "on disk " + bytesOnDisk());
        }
    }

    @Test
    void aSlowDiskDoesNotStopTheCapture() throws Exception {
        disk.gate = new CountDownLatch(1);
        try (PacketMemory memory = open(SlowDisk.GIVE_UP_OLDEST)) {
            long first = Stored.store(memory, 0, "first");
            long last = first;
            for (int i = 0; i < 30; i++) {
                last = Stored.store(memory, i, i + "x".repeat(1000));
            }
            assertFalse(losses.isEmpty());
            assertTrue(losses.getFirst().startsWith("0@"), losses.toString());
            assertTrue(memory.problem().orElseThrow().contains("faster than the disk"), memory.problem()::toString);
            assertTrue(memory.givenUpBytes() > 0);
            assertEquals("29" + "x".repeat(1000), Stored.read(memory, last));
            disk.gate.countDown();
            memory.flush();
            assertEquals(Optional.empty(), memory.problem());
            try (var files = Files.list(directory)) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".pcapng")).toList()) {
                    Stored.inFile(file);
                }
            }
        }
    }

    @Test
    void waitsForASlowDiskIfThatIsWanted() throws Exception {
        disk.gate = new CountDownLatch(1);
        try (PacketMemory memory = open(SlowDisk.WAIT)) {
            Thread capture = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 30; i++) {
                    Stored.store(memory, i, i + "x".repeat(1000));
                }
            });
            disk.waiting.await();
            disk.gate.countDown();
            capture.join();
            assertEquals(0, memory.givenUpBytes());
            assertEquals(List.of(), losses);
        }
    }

    @Test
    void writesADeletedFileAnewWhileItIsInMemory() throws IOException {
        try (PacketMemory memory = open(SlowDisk.WAIT)) {
            Stored.store(memory, 0, "one");
            memory.flush();
            Files.delete(Stored.file(directory, 0));
            Stored.store(memory, 1, "two");
            memory.flush();
            assertEquals(List.of("one", "two"), Stored.inFile(Stored.file(directory, 0)));
            assertEquals(List.of(), losses);
        }
    }

    @Test
    void makesADeletedDirectoryAnew() throws IOException {
        Path inner = directory.resolve("packets");
        try (PacketMemory memory = new PacketMemory(inner, Stored.limits(1 << 20, 4096), this::lost, disk)) {
            Stored.store(memory, 0, "one");
            memory.flush();
            try (var files = Files.list(inner)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(inner);
            Stored.store(memory, 1, "two");
            memory.flush();
            assertEquals(Optional.empty(), memory.problem());
            assertEquals(List.of("one", "two"), Stored.inFile(Stored.file(inner, 0)));
            assertThrows(
                    IOException.class,
                    () -> new PacketMemory(inner, Stored.limits(1 << 20, 4096), this::lost),
                    "it's locked again");
        }
    }

    @Test
    void tellsWhenADeletedFileIsNotInMemoryAnyMore() throws IOException {
        try (PacketMemory memory = open(SlowDisk.WAIT)) {
            long gone = Stored.store(memory, 0, "gone");
            for (int i = 0; i < 20; i++) {
                Stored.store(memory, i, "x".repeat(1000));
            }
            memory.flush();
            Files.delete(Stored.file(directory, 0));
            memory.flush();
            assertEquals(List.of("0@0"), losses);
            assertEquals(1, memory.oldestSegment());
            assertThrows(IOException.class, () -> Stored.read(memory, gone));
        }
    }

    @Test
    void aFileThatCanNotBeCutIsOverwrittenLater() throws IOException {
        try (PacketMemory memory = open(SlowDisk.WAIT)) {
            Stored.store(memory, 0, "one");
            memory.flush();
            disk.failure = "Input/output error";
            disk.truncateFails = true;
            Stored.store(memory, 1, "two, much longer than the other one");
            memory.flush();
            disk.failure = null;
            disk.truncateFails = false;
            memory.flush();
            assertEquals(
                    List.of("one", "two, much longer than the other one"), Stored.inFile(Stored.file(directory, 0)));
        }
    }

    @Test
    void anOldFileOfAnotherUserStopsNothing() throws IOException {
        try (PacketMemory memory = open(SlowDisk.WAIT)) {
            Stored.store(memory, 0, "one");
        }
        Path old = Stored.file(directory, 0);
        Files.write(old, new byte[7], StandardOpenOption.APPEND);
        Set<Path> denied = ConcurrentHashMap.newKeySet();
        denied.add(old);
        FakeDisk others = new FakeDisk() {
            @Override
            public Output open(Path file) throws IOException {
                if (denied.contains(file)) {
                    throw new AccessDeniedException(file.toString());
                }
                return super.open(file);
            }
        };
        try (PacketMemory memory = new PacketMemory(directory, Stored.limits(1 << 20, 4096), this::lost, others)) {
            for (int i = 1; i < 20; i++) {
                Stored.store(memory, i, "x".repeat(1000));
            }
            memory.flush();
            String problem = memory.problem().orElseThrow();
            assertTrue(problem.contains(old.toString()) && problem.contains("denied"), problem);
            assertEquals(3, Stored.inFile(Stored.file(directory, 1)).size());
            assertEquals(0, memory.givenUpBytes());

            denied.clear();
            memory.flush();
            assertEquals(Optional.empty(), memory.problem());
            assertEquals(List.of("one"), Stored.inFile(old));
        }
    }

    @Test
    void closingSaysWhatCouldNotBeWritten() throws IOException {
        PacketMemory memory = open(SlowDisk.WAIT);
        Stored.store(memory, 0, "one");
        memory.flush();
        disk.failure = FULL;
        Stored.store(memory, 1, "two");
        IOException failure = assertThrows(IOException.class, memory::close);
        assertTrue(failure.getMessage().contains(FULL), failure.getMessage());
        assertEquals(List.of("one"), Stored.inFile(Stored.file(directory, 0)));
        open(SlowDisk.WAIT).close();
    }

    private PacketMemory open(SlowDisk slowDisk) throws IOException {
        Limits limits = Stored.limits(1 << 20, 4096).withSlowDisk(slowDisk);
        return new PacketMemory(directory, limits, this::lost, disk);
    }

    private long bytesOnDisk() throws IOException {
        long bytes = 0;
        try (var files = Files.list(directory)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".pcapng")).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private void lost(int segment, long fromOffset) {
        losses.add(segment + "@" + fromOffset);
    }
}
