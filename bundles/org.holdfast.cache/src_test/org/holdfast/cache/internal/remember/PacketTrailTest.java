package org.holdfast.cache.internal.remember;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.holdfast.cache.Eviction;
import org.holdfast.cache.Limits;
import org.holdfast.model.tcp.Direction;
import org.junit.jupiter.api.Test;

class PacketTrailTest {

    private record Packet(long reference, Direction direction) {}

    @Test
    void givesBackWhatWasAdded() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            PacketTrail trail = new PacketTrail();
            List<Packet> expected = new ArrayList<>();
            int packets = random.nextInt(seed < 200 ? 12 : 500);
            for (int i = 0; i < packets; i++) {
                // Distances of all sizes, in both directions.
                long reference = (random.nextLong() >>> 8 + random.nextInt(50)) & ~3L;
                if (i > 0 && reference == expected.getLast().reference()) {
                    reference ^= 4;
                }
                Direction direction = random.nextBoolean() ? Direction.INBOUND : Direction.OUTBOUND;
                expected.add(new Packet(reference, direction));
                trail.add(reference, direction, 0, 0, 0);
                assertEquals(i + 1, trail.size());
                assertEquals(reference, trail.last());
            }
            assertEquals(expected, packets(trail), "seed " + seed);
            assertEquals(expected, packets(trail.copy()));
            assertEquals(packets, trail.count());
            assertEquals(expected.stream().mapToLong(Packet::reference).min().orElse(Long.MAX_VALUE), trail.oldest());
        }
    }

    @Test
    void numbersPacketsFromOne() {
        PacketTrail trail = trail(200);
        trail.forgetFirst(70);
        assertEquals(130, trail.size());
        assertEquals(200, trail.count());
        PacketCursor cursor = trail.cursor();
        for (int number = 71; number <= 200; number++) {
            assertTrue(cursor.next());
            assertEquals(number, cursor.number());
            assertEquals(PacketReference.of(0, 4L * number), cursor.reference());
        }
        assertFalse(cursor.next());
        assertFalse(cursor.next());
        trail.forgetFirst(1000);
        assertEquals(0, trail.size());
        assertEquals(200, trail.count());
        assertFalse(trail.cursor().next());
        assertFalse(trail.isWhole(0));
    }

    @Test
    void isWholeWhileItsOldestPacketIsThere() {
        for (int packets : List.of(2, 200)) {
            PacketTrail trail = new PacketTrail();
            assertTrue(trail.isWhole(3), "nothing is missing");
            for (int i = 0; i < packets; i++) {
                trail.add(PacketReference.of(3 + i, 100), Direction.INBOUND, 0, 0, 0);
            }
            assertTrue(trail.isWhole(3));
            assertFalse(trail.isWhole(4), "its segment is gone");
        }
    }

    @Test
    void isNotWholeWhenAPacketWasNotStored() {
        PacketTrail trail = new PacketTrail();
        trail.add(PacketReference.NONE, Direction.INBOUND, 0, 0, 0);
        trail.add(PacketReference.of(0, 4), Direction.OUTBOUND, 0, 0, 0);
        assertFalse(trail.isWhole(0));
        assertEquals(2, trail.count());
        assertEquals(1, trail.size());
    }

    @Test
    void marksWhatWasLost() {
        for (int packets : List.of(3, 200)) {
            PacketTrail before = trail(packets);
            before.lost(0, 4L * packets + 4);
            before.lost(1, 0);
            assertTrue(before.isWhole(0));
            PacketTrail hit = trail(packets);
            hit.lost(0, 4L * packets);
            assertFalse(hit.isWhole(0));
            assertEquals(packets, hit.size());
        }
    }

    @Test
    void forgetsWhatLiesInDroppedSegmentsAsItGrows() {
        PacketTrail trail = new PacketTrail();
        for (int i = 1; i <= 10_000; i++) {
            int segment = i / 100;
            trail.add(PacketReference.of(segment, 4L * i), Direction.INBOUND, 0, 0, Math.max(0, segment - 3));
        }
        assertTrue(trail.size() < 500, trail.size() + " packets");
        assertEquals(10_000, trail.count());
        assertEquals(PacketReference.of(100, 40_000), trail.last());
        assertTrue(PacketReference.segment(trail.oldest()) >= 95);
    }

    @Test
    void skipsPacketsThatCarryOtherBytes() {
        PacketTrail trail = new PacketTrail();
        for (int i = 0; i < 1000; i++) {
            long from = i / 2 * 10L;
            Direction direction = i % 2 == 0 ? Direction.INBOUND : Direction.OUTBOUND;
            trail.add(PacketReference.of(0, 4L * i), direction, from, from + 10, 0);
        }
        // A byte of the beginning was sent again at the end.
        trail.add(PacketReference.of(1, 0), Direction.OUTBOUND, 35, 36, 0);
        List<Long> numbers = new ArrayList<>();
        for (PacketCursor cursor = trail.cursor(Direction.INBOUND, 4980, 5000); cursor.next(); ) {
            numbers.add(cursor.number());
        }
        assertTrue(numbers.containsAll(List.of(997L, 999L)), numbers.toString());
        assertTrue(numbers.size() < 200, "the first packets, of which nothing is known, and the last ones: " + numbers);
        assertEquals(1001, last(trail.cursor(Direction.OUTBOUND, 35, 36)));
        assertTrue(last(trail.cursor(Direction.INBOUND, 35, 36)) <= 64);
    }

    @Test
    void copiesStayAsTheyAre() {
        for (int packets : List.of(3, 63, 64, 65, 200)) {
            PacketTrail trail = trail(packets);
            PacketTrail copy = trail.copy();
            List<Packet> before = packets(copy);
            for (int i = 0; i < 100; i++) {
                trail.add(PacketReference.of(1, 4L * i), Direction.OUTBOUND, 0, 0, 0);
            }
            trail.forgetFirst(70);
            assertEquals(before, packets(copy));
        }
    }

    @Test
    void givesPartsWithTheNumbersOfTheWhole() {
        for (int packets : List.of(0, 3, 64, 65, 200, 5000)) {
            for (int forgotten : List.of(0, 1, 63, 64, 70)) {
                PacketTrail trail = trail(packets);
                trail.forgetFirst(forgotten);
                List<Packet> expected = packets(trail);
                List<Packet> seen = new ArrayList<>();
                long next = 1;
                for (PacketTrail part = trail.part(next); part.size() > 0; part = trail.part(next)) {
                    for (PacketCursor cursor = part.cursor(); cursor.next(); ) {
                        if (cursor.number() >= next) {
                            assertEquals(PacketReference.of(0, 4 * cursor.number()), cursor.reference());
                            seen.add(new Packet(cursor.reference(), cursor.direction()));
                        }
                    }
                    assertTrue(part.size() <= 33 * 64, part.size() + " are more than a part");
                    assertTrue(part.count() >= next, "it goes on");
                    next = part.count() + 1;
                }
                assertEquals(expected, seen, packets + " packets, of which are forgotten " + forgotten);
                assertEquals(0, trail.part(packets + 1).size());
            }
        }
    }

    @Test
    void isCarriedOverAsAWhole() throws IOException {
        Limits limits = new Limits(16 << 10, 4096).withEviction(Eviction.KEEP_LIVE);
        for (int mine : List.of(3, 5, 12)) {
            PacketTrail small = new PacketTrail();
            PacketTrail greedy = new PacketTrail();
            List<Boolean> kept = new ArrayList<>();
            MemoryListener listener = new MemoryListener() {
                @Override
                public boolean evicting(CarryOver carryOver) {
                    kept.add(greedy.carryOver(carryOver));
                    kept.add(small.carryOver(carryOver));
                    return true;
                }

                @Override
                public void lost(int segment, long fromOffset) {}
            };
            try (PacketMemory memory = PacketMemory.withoutFiles(limits, listener)) {
                for (int i = 0; i < 2000; i++) {
                    String text = i + " " + "x".repeat(60);
                    boolean own = i % 30 == 5 && small.size() < mine;
                    PacketTrail trail = own ? small : greedy;
                    trail.add(
                            Stored.store(memory, i, text),
                            i % 2 == 0 ? Direction.OUTBOUND : Direction.INBOUND,
                            0,
                            0,
                            memory.oldestSegment());
                }
                assertTrue(small.isWhole(memory.oldestSegment()));
                assertFalse(greedy.isWhole(memory.oldestSegment()), "more than half a segment isn't carried");
                assertTrue(kept.contains(false) && kept.contains(true), kept.toString());
                assertEquals(mine, small.size());
                PacketCursor cursor = small.cursor();
                StoredFrame frame = new StoredFrame();
                for (int i = 5; cursor.next(); i += 30) {
                    assertTrue(memory.view(cursor.reference(), frame));
                    assertEquals(i, frame.timestampNanos());
                    assertEquals(Direction.INBOUND, cursor.direction());
                }
            }
        }
    }

    private static PacketTrail trail(int packets) {
        PacketTrail trail = new PacketTrail();
        for (int i = 1; i <= packets; i++) {
            trail.add(PacketReference.of(0, 4L * i), Direction.INBOUND, 0, 0, 0);
        }
        return trail;
    }

    private static List<Packet> packets(PacketTrail trail) {
        List<Packet> packets = new ArrayList<>();
        PacketCursor cursor = trail.cursor();
        while (cursor.next()) {
            packets.add(new Packet(cursor.reference(), cursor.direction()));
        }
        return packets;
    }

    private static long last(PacketCursor cursor) {
        long number = 0;
        while (cursor.next()) {
            number = cursor.number();
        }
        return number;
    }
}
