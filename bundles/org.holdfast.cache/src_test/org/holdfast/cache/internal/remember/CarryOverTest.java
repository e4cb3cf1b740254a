package org.holdfast.cache.internal.remember;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.holdfast.cache.Eviction;
import org.holdfast.cache.Limits;
import org.holdfast.cache.SlowDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packets of living connections outlive their segment. */
class CarryOverTest {

    private static final int SEGMENT = 4096;
    private static final Limits LIMITS = Stored.limits(16 << 10, SEGMENT).withEviction(Eviction.KEEP_LIVE);

    @TempDir
    Path directory;

    /** References of what has to be kept, by number of the packet. */
    private final Map<Integer, Long> kept = new TreeMap<>();

    private final List<Integer> dropped = new ArrayList<>();

    @Test
    void keepsWhatIsCarriedOver() throws IOException {
        try (PacketMemory memory = PacketMemory.withoutFiles(LIMITS, new Keeper())) {
            fill(memory, 0, 300);
            assertKept(memory, 10);
            assertTrue(dropped.size() > 10, dropped.toString());
            assertTrue(memory.storedBytes() <= 16 << 10);
        }
    }

    @Test
    void carriesOverWhatIsOnDiskOnly() throws IOException {
        Limits limits = new Limits(16 << 10, 64 << 10, 64 << 10, SEGMENT, Eviction.KEEP_LIVE, SlowDisk.WAIT);
        try (PacketMemory memory = new PacketMemory(directory, limits, new Keeper())) {
            fill(memory, 0, 600);
            assertKept(memory, 10);
            assertTrue(dropped.size() > 10, dropped.toString());
            memory.flush();
            assertTrue(bytesOnDisk() <= 64 << 10);
            assertFalse(Files.exists(Stored.file(directory, 0)));
        }
        assertEquals(List.of(), lostOf(directory, limits), "a new process finds them, in order");
    }

    @Test
    void carriesNoMoreThanHalfASegment() throws IOException {
        List<Integer> moved = new ArrayList<>();
        MemoryListener greedy = new MemoryListener() {
            @Override
            public boolean evicting(CarryOver carryOver) {
                int bytes = 0;
                for (int offset = 0; offset < SEGMENT; offset += 4) {
                    long reference = PacketReference.of(carryOver.segment(), offset);
                    int cost = carryOver.cost(reference);
                    bytes += cost > 0 && carryOver.move(reference) != PacketReference.NONE ? cost : 0;
                }
                moved.add(bytes);
                return true;
            }

            @Override
            public void lost(int segment, long fromOffset) {
                throw new AssertionError("nothing is lost");
            }
        };
        try (PacketMemory memory = PacketMemory.withoutFiles(LIMITS, greedy)) {
            fill(memory, 0, 300);
        }
        assertFalse(moved.isEmpty());
        moved.forEach(bytes -> assertTrue(bytes > SEGMENT / 4 && bytes <= SEGMENT / 2, moved.toString()));
    }

    @Test
    void mayBeDoneInParts() throws IOException {
        List<String> calls = new ArrayList<>();
        MemoryListener slow = new MemoryListener() {
            @Override
            public boolean evicting(CarryOver carryOver) {
                calls.add("evicting " + carryOver.segment());
                return Collections.frequency(calls, calls.getLast()) == 3;
            }

            @Override
            public void dropped(int segment) {
                calls.add("dropped " + segment);
            }

            @Override
            public void lost(int segment, long fromOffset) {}
        };
        try (PacketMemory memory = PacketMemory.withoutFiles(LIMITS.withSlowDisk(SlowDisk.GIVE_UP_OLDEST), slow)) {
            for (int i = 0; i < 90; i++) {
                Stored.store(memory, i, text(i));
                calls.add("packet");
            }
        }
        calls.subList(0, calls.indexOf("evicting 0")).clear();
        assertEquals(
                List.of("evicting 0", "packet", "evicting 0", "packet", "evicting 0", "dropped 0", "packet"),
                calls.subList(0, 7));
    }

    @Test
    void deletesASegmentOnlyWhenItsCopiesAreOnDisk(@TempDir Path copies) throws IOException {
        Limits limits = new Limits(16 << 10, 64 << 10, 64 << 10, SEGMENT, Eviction.KEEP_LIVE, SlowDisk.WAIT);
        List<Path> killed = new ArrayList<>();
        FakeDisk disk = new FakeDisk() {
            @Override
            public void delete(Path file) throws IOException {
                super.delete(file);
                Path copy = Files.createDirectory(copies.resolve(file.getFileName()));
                try (var files = Files.newDirectoryStream(directory, "*.pcapng")) {
                    for (Path each : files) {
                        Files.copy(each, copy.resolve(each.getFileName()));
                    }
                }
                killed.add(copy);
            }
        };
        try (PacketMemory memory = new PacketMemory(directory, limits, new Keeper(), disk)) {
            fill(memory, 0, 600);
        }
        assertTrue(killed.size() > 10, killed.toString());
        for (Path copy : killed) {
            assertEquals(List.of(), lostOf(copy, limits), "killed after " + copy.getFileName() + " was deleted");
        }
    }

    @Test
    void letsASegmentGoThatCanNotBeReadBack() throws IOException {
        Limits limits = new Limits(16 << 10, 64 << 10, 64 << 10, SEGMENT, Eviction.KEEP_LIVE, SlowDisk.WAIT);
        Path damaged = Stored.file(directory, 0);
        FakeDisk disk = new FakeDisk() {
            @Override
            public long size(Path file) throws IOException {
                // It says nothing; only reading shows that the end is gone.
                return file.equals(damaged) ? SEGMENT : super.size(file);
            }
        };
        List<String> problems = new ArrayList<>();
        MemoryListener listener = new MemoryListener() {
            @Override
            public boolean evicting(CarryOver carryOver) {
                return true;
            }

            @Override
            public void dropped(int segment) {
                dropped.add(segment);
            }

            @Override
            public void lost(int segment, long fromOffset) {
                problems.add("lost " + segment);
            }
        };
        try (PacketMemory memory = new PacketMemory(directory, limits, listener, disk)) {
            fill(memory, 0, 200);
            memory.flush();
            Files.write(damaged, new byte[100]);
            fill(memory, 200, 600);
            memory.flush();
            assertEquals(0, memory.givenUpBytes(), "writing goes on");
            assertTrue(dropped.size() > 10 && dropped.getFirst() == 0, dropped.toString());
            String problem = memory.problem().orElseThrow();
            assertTrue(problem.contains(damaged + " can't be read"), problem);
            assertTrue(bytesOnDisk() <= 64 << 10);
        }
        assertEquals(List.of(), problems);
    }

    @Test
    void findsAPacketOnceAfterACrashInBetween() throws IOException {
        List<byte[]> copies = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        Keeper keeper = new Keeper() {
            @Override
            public void dropped(int segment) {
                super.dropped(segment);
                Path file = Stored.file(directory, segment);
                try {
                    files.add(file);
                    copies.add(Files.readAllBytes(file));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        };
        try (PacketMemory memory = new PacketMemory(directory, LIMITS, keeper)) {
            fill(memory, 0, 200);
        }
        // As if the process had ended after the packets were stored again, and before the file was deleted.
        Files.write(files.getFirst(), copies.getFirst());
        Files.write(files.getLast(), copies.getLast());
        List<Integer> found = new ArrayList<>();
        List<Long> references = new ArrayList<>();
        try (PacketMemory memory =
                new PacketMemory(directory, Stored.limits(1 << 20, SEGMENT), (segment, from) -> {})) {
            memory.forEachRecovered((reference, time, linkType, frame, length) -> {
                found.add((int) time);
                references.add(reference);
            });
            for (int i = 0; i < found.size(); i++) {
                assertTrue(Stored.read(memory, references.get(i)).startsWith(found.get(i) + " "));
            }
        }
        assertEquals(found.stream().sorted().distinct().toList(), found, "each once, in the order of capture");
        assertTrue(found.containsAll(kept.keySet()), kept.keySet() + " in " + found);
        assertEquals(0, PacketReference.segment(references.getFirst()), "where it was first");
    }

    /** Keeps the first ten packets. */
    private class Keeper implements MemoryListener {
        @Override
        public boolean evicting(CarryOver carryOver) {
            kept.replaceAll((number, reference) -> carryOver.holds(reference) ? carryOver.move(reference) : reference);
            return true;
        }

        @Override
        public void dropped(int segment) {
            dropped.add(segment);
        }

        @Override
        public void lost(int segment, long fromOffset) {
            throw new AssertionError("nothing is lost");
        }
    }

    private void fill(PacketMemory memory, int from, int to) {
        for (int i = from; i < to; i++) {
            long reference = Stored.store(memory, i, text(i));
            if (i < 10) {
                kept.put(i, reference);
            }
        }
    }

    private void assertKept(PacketMemory memory, int count) throws IOException {
        assertEquals(count, kept.size());
        for (Map.Entry<Integer, Long> entry : kept.entrySet()) {
            assertEquals(text(entry.getKey()), Stored.read(memory, entry.getValue()));
            assertTrue(PacketReference.segment(entry.getValue()) >= memory.oldestSegment());
        }
    }

    private List<Integer> lostOf(Path left, Limits limits) throws IOException {
        List<Integer> found = new ArrayList<>();
        try (PacketMemory memory =
                new PacketMemory(left, limits.withEviction(Eviction.OLDEST_FIRST), (segment, from) -> {})) {
            memory.forEachRecovered((reference, time, linkType, frame, length) -> found.add((int) time));
        }
        assertEquals(found.stream().sorted().distinct().toList(), found);
        List<Integer> lost = new ArrayList<>(kept.keySet());
        lost.removeAll(found);
        return lost;
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

    private static String text(int number) {
        return number + " " + "x".repeat(150);
    }
}
