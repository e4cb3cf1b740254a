package org.holdfast.cache.internal.reassemble;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StreamAssemblerTest {

    private final StringBuilder stream = new StringBuilder();
    private final StreamMemory memory = new StreamMemory(true);
    private final StreamAssembler assembler = assembler(memory);

    @Test
    void keepsTheFirstCopyOfHeldBytesToo() {
        accept(4, "EFGH");
        assertEquals(2, accept(6, "xxIJ"), "two of them had been captured");
        accept(2, "CDyy");
        assertEquals(0, assembler.contiguous());
        accept(0, "AB");
        assertEquals("ABCDEFGHIJ", stream.toString());
        assertEquals(4, memory.takeConflicts());
    }

    @Test
    void takesNothingBeforeTheFirstByte() {
        accept(-3, "xyzABC");
        assertEquals("ABC", stream.toString());
        assertEquals(0, accept(-9, "old"));
    }

    @Test
    void goesOnWhenASegmentRepeatsTheLastByteOnly() {
        accept(0, "ABC");
        assertEquals(1, accept(2, "cDE"));
        assertEquals("ABCDE", stream.toString());
    }

    @Test
    void fillsSeveralHolesWithOneSegment() {
        accept(2, "C");
        accept(4, "E");
        accept(7, "H");
        accept(0, "ABcDeFG");
        assertEquals("ABCDEFGH", stream.toString());
        assertEquals(2, memory.takeConflicts());
    }

    @Test
    void makesRoomForASmallHoleBeforeALargeOne() {
        StreamMemory little = new StreamMemory(true, 2000, 1500);
        StreamAssembler small = assembler(little);
        ByteBuffer bytes = ByteBuffer.allocate(1000);
        small.accept(2, ByteBuffer.wrap(new byte[] {'C'}), 0, 1, little);
        StreamAssembler large = assembler(little);
        large.accept(10, bytes, 0, 1000, little);
        StreamAssembler newcomer = assembler(little);
        newcomer.accept(10, bytes, 0, 900, little);
        assertFalse(large.hasEarly(), "it made room");
        assertTrue(newcomer.hasEarly());
        stream.setLength(0);
        small.accept(0, ByteBuffer.wrap(new byte[] {'A', 'B'}), 0, 2, little);
        assertEquals("ABC", stream.toString());
        large.accept(0, bytes, 0, 10, little);
        assertEquals(10, large.contiguous());
    }

    @Test
    void takesNoRoomFromASmallerHole() {
        StreamMemory little = new StreamMemory(true, 1000, 1000);
        StreamAssembler small = assembler(little);
        ByteBuffer bytes = ByteBuffer.allocate(1000);
        small.accept(2, bytes, 0, 10, little);
        StreamAssembler greedy = assembler(little);
        for (int i = 0; i < 20; i++) {
            greedy.accept(2 + 101 * i, bytes, 0, 100, little);
        }
        assertTrue(small.hasEarly());
        assertTrue(greedy.hasEarly());
    }

    @Test
    void keepsRangesOfAStreamThatNobodyHears() {
        StreamMemory little = new StreamMemory(true, 1200, 1200);
        StreamAssembler silent = new StreamAssembler();
        ByteBuffer bytes = ByteBuffer.allocate(1000);
        silent.accept(10, bytes, 0, 1000, little);
        StreamAssembler newcomer = assembler(little);
        newcomer.accept(10, bytes, 0, 500, little);
        silent.accept(0, bytes, 0, 10, little);
        assertEquals(1010, silent.contiguous());
        newcomer.accept(0, bytes, 0, 10, little);
        assertEquals(510, newcomer.contiguous());
    }

    @Test
    void boundsWhatComesWithSyns() {
        StreamMemory little = new StreamMemory(true, 2000, 1500);
        ByteBuffer bytes = ByteBuffer.wrap("with the SYN".getBytes(StandardCharsets.ISO_8859_1));
        List<SynData> kept = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            kept.add(new SynData(bytes, 0, bytes.capacity(), little));
        }
        int left = 0;
        for (SynData data : kept) {
            left += data.take(little).length;
        }
        assertEquals(2000 / (96 + 12) * 12, left);
        assertEquals(12, new SynData(bytes, 0, bytes.capacity(), little).take(little).length, "all was given back");
    }

    @Test
    void namesTheHole() {
        accept(0, "AB");
        accept(5, "F");
        assertEquals(5, assembler.holeEnd(9));
        assertEquals(4, assembler.holeEnd(4));
    }

    @Test
    void holdsNoMoreThanItMay() {
        StreamMemory little = new StreamMemory(true, 300, 300);
        StreamAssembler small = assembler(little);
        byte[] hundred = "x".repeat(100).getBytes(StandardCharsets.ISO_8859_1);
        small.accept(100, ByteBuffer.wrap(hundred), 0, 100, little);
        small.accept(200, ByteBuffer.wrap(hundred), 0, 100, little);
        small.accept(0, ByteBuffer.wrap(hundred), 0, 100, little);
        assertEquals(200, small.contiguous(), "the second one found no room and must be sent again");
        small.accept(200, ByteBuffer.wrap(hundred), 0, 100, little);
        assertEquals(300, small.contiguous());
    }

    @Test
    void comparesARepeatOnlyUntilItIsAcknowledged() {
        accept(0, "ABCD");
        accept(0, "aBCD");
        assertEquals(1, memory.takeConflicts());
        assembler.acknowledged(4, memory);
        accept(0, "abcd");
        assertEquals(0, memory.takeConflicts());
    }

    @Test
    void givesTheSameStreamInWhateverOrderAndPieces() {
        Random random = new Random(7);
        byte[] whole = new byte[20_000];
        random.nextBytes(whole);
        for (int round = 0; round < 50; round++) {
            List<int[]> pieces = new ArrayList<>();
            for (int at = 0; at < whole.length; at += 1 + random.nextInt(700)) {
                int from = Math.max(0, at - random.nextInt(200));
                pieces.add(new int[] {from, Math.min(whole.length, at + 700)});
            }
            Collections.shuffle(pieces, random);
            StreamDigest digest = new StreamDigest(true);
            StreamAssembler shuffled = new StreamAssembler();
            shuffled.deliverTo(digest, memory);
            for (int[] piece : pieces) {
                shuffled.accept(piece[0], ByteBuffer.wrap(whole), piece[0], piece[1] - piece[0], memory);
            }
            StreamDigest expected = new StreamDigest(true);
            expected.accept(ByteBuffer.wrap(whole));
            assertEquals(expected.proof(), digest.proof());
            assertArrayEquals(expected.blockDigests(), digest.blockDigests());
            assertEquals(0, memory.takeConflicts());
        }
    }

    @Test
    void comparesAFlightLargerThanItsMemoryAsFarAsItRemembers() {
        byte[] flight = new byte[400 << 10];
        assembler.accept(0, ByteBuffer.wrap(flight), 0, flight.length, memory);
        byte[] other = flight.clone();
        Arrays.fill(other, (byte) 1);
        assembler.accept(0, ByteBuffer.wrap(other), 0, other.length, memory);
        assertEquals(256 << 10, memory.takeConflicts());
    }

    private StreamAssembler assembler(StreamMemory itsMemory) {
        StreamAssembler made = new StreamAssembler();
        made.deliverTo(bytes -> stream.append(StandardCharsets.ISO_8859_1.decode(bytes)), itsMemory);
        return made;
    }

    private int accept(long offset, String text) {
        byte[] bytes = ("??" + text).getBytes(StandardCharsets.ISO_8859_1);
        return assembler.accept(offset, ByteBuffer.wrap(bytes), 2, text.length(), memory);
    }
}
