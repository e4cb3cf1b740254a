package org.holdfast.cache.internal.remember;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.holdfast.cache.Eviction;
import org.holdfast.cache.Limits;
import org.holdfast.cache.SlowDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memories with random limits and bad luck: what nobody was told to be gone is there, and as it was. */
class RandomLifeTest {

    private static final int LIVES = Integer.getInteger("holdfast.lives", 60);
    private static final int DISK = 64 << 10;

    @TempDir
    Path root;

    private final FakeDisk disk = new FakeDisk();
    private Random random = new Random();
    private Path directory;
    /** References of all packets that should be there, by number. */
    private Map<Integer, Long> there = new TreeMap<>();

    private int next;

    @Test
    void keepsAllThatItDidNotGiveUp() throws IOException {
        for (int seed = 0; seed < LIVES; seed++) {
            random = new Random(seed);
            directory = root.resolve("life-" + seed);
            there = new TreeMap<>();
            next = 0;
            for (int process = 0; process < 3; process++) {
                live("seed " + seed);
            }
        }
    }

    private void live(String what) throws IOException {
        Limits limits = new Limits(
                (4 + random.nextInt(8)) * 4096L,
                DISK,
                DISK,
                4096,
                random.nextBoolean() ? Eviction.KEEP_LIVE : Eviction.OLDEST_FIRST,
                random.nextBoolean() ? SlowDisk.WAIT : SlowDisk.GIVE_UP_OLDEST);
        try (PacketMemory memory = new PacketMemory(directory, limits, new Listener(), disk)) {
            there.values().removeIf(reference -> PacketReference.segment(reference) < memory.oldestSegment());
            checkRecovered(memory, what);
            for (int i = random.nextInt(60); i >= 0; i--) {
                act(memory);
                check(memory, what);
            }
            disk.failure = null;
            memory.flush();
            check(memory, what);
            assertTrue(memory.problem().isEmpty(), () -> what + memory.problem());
        }
        assertTrue(bytesOnDisk() <= DISK, what);
    }

    private void act(PacketMemory memory) throws IOException {
        switch (random.nextInt(10)) {
            case 0 -> disk.failure = "No space left on device";
            case 1, 2 -> disk.failure = null;
            case 3 -> {
                delete();
                memory.flush();
            }
            case 4, 5 -> memory.flush();
            default -> {
                for (int i = random.nextInt(60); i >= 0; i--) {
                    String text = next + " " + "x".repeat(random.nextInt(300));
                    there.put(next, Stored.store(memory, next * 10_000_000L, text));
                    next++;
                }
            }
        }
    }

    /** Somebody deletes a file. */
    private void delete() throws IOException {
        List<Path> files = new ArrayList<>(SegmentNames.in(directory).values());
        if (!files.isEmpty() && disk.failure == null) {
            Files.deleteIfExists(files.get(random.nextInt(files.size())));
        }
    }

    private void check(PacketMemory memory, String what) throws IOException {
        try (PacketReader reader = memory.reader()) {
            for (Map.Entry<Integer, Long> entry : there.entrySet()) {
                StoredPacket packet = reader.read(entry.getValue());
                assertEquals(entry.getKey() * 10_000_000L, packet.timestampNanos(), what);
                assertTrue(Stored.text(packet.frame()).startsWith(entry.getKey() + " "), what);
            }
        }
    }

    private void checkRecovered(PacketMemory memory, String what) throws IOException {
        List<Integer> found = new ArrayList<>();
        memory.forEachRecovered((reference, time, linkType, frame, length) -> {
            int number = (int) (time / 10_000_000L);
            found.add(number);
            if (there.containsKey(number)) {
                there.put(number, reference);
            }
        });
        assertEquals(found.stream().sorted().distinct().toList(), found, what + ": once and in order");
        Set<Integer> missing = new HashSet<>(there.keySet());
        found.forEach(missing::remove);
        assertEquals(Set.of(), missing, what);
    }

    private long bytesOnDisk() throws IOException {
        long bytes = 0;
        for (Path file : SegmentNames.in(directory).values()) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    /** Carries over every third packet, and forgets what is gone. */
    private final class Listener implements MemoryListener {
        @Override
        public boolean evicting(CarryOver carryOver) {
            for (Map.Entry<Integer, Long> entry : there.entrySet()) {
                if (entry.getKey() % 3 == 0 && carryOver.holds(entry.getValue())) {
                    long moved = carryOver.move(entry.getValue());
                    entry.setValue(moved == PacketReference.NONE ? entry.getValue() : moved);
                }
            }
            return random.nextInt(3) > 0;
        }

        @Override
        public void lost(int segment, long fromOffset) {
            there.values()
                    .removeIf(reference -> PacketReference.segment(reference) == segment
                            && PacketReference.offset(reference) >= fromOffset);
        }

        @Override
        public void dropped(int segment) {
            there.values().removeIf(reference -> PacketReference.segment(reference) == segment);
        }
    }
}
