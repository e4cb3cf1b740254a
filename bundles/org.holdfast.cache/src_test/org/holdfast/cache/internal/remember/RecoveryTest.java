package org.holdfast.cache.internal.remember;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an earlier process left is found again, up to the last whole block. */
class RecoveryTest {

    private static final int SEGMENT = 4096;

    @TempDir
    Path directory;

    private Path file;
    private byte[] sound;
    /** Where the third and last packet's block begins. */
    private int third;

    @BeforeEach
    void leaveThreePackets() throws IOException {
        try (PacketMemory memory = open(1 << 20)) {
            Stored.store(memory, 1, "one");
            Stored.store(memory, 2, 113, "two");
            third = PacketReference.offset(Stored.store(memory, 3, "three"));
        }
        file = Stored.file(directory, 0);
        sound = Files.readAllBytes(file);
    }

    @Test
    void findsPacketsWithTheirReferencesAndCountsOn() throws IOException {
        try (PacketMemory memory = open(1 << 20)) {
            List<String> found = new ArrayList<>();
            List<Long> references = new ArrayList<>();
            memory.forEachRecovered((reference, timestampNanos, linkType, frame, originalLength) -> {
                found.add(timestampNanos + " " + linkType + " " + Stored.text(frame) + " " + originalLength);
                references.add(reference);
            });
            assertEquals(List.of("1 1 one 1003", "2 113 two 1003", "3 1 three 1005"), found);
            long four = Stored.store(memory, 4, "four");
            assertEquals(1, PacketReference.segment(four), "a new segment after the last one");
            assertEquals(0, memory.oldestSegment());
            assertEquals("two", Stored.read(memory, references.get(1)));
            memory.flush();
            assertEquals(
                    Files.size(file) + Files.size(Stored.file(directory, 1)), memory.storedBytes(), "both are counted");
        }
        assertEquals(List.of("one", "two", "three", "four"), recovered());
    }

    @Test
    void cutsWhereverItWasTornOff() throws IOException {
        for (int length = 0; length < sound.length; length++) {
            Files.write(file, Arrays.copyOf(sound, length));
            List<String> texts = recovered();
            List<String> whole = List.of("one", "two", "three");
            assertEquals(whole.subList(0, texts.size()), texts, "of " + length + " bytes");
            assertEquals(!texts.isEmpty(), Files.exists(file), "of " + length + " bytes");
            if (length >= third) {
                assertEquals(2, texts.size());
                assertEquals(third, Files.size(file), "half a block is cut off");
            }
        }
    }

    @Test
    void cutsZerosOff() throws IOException {
        Files.write(file, new byte[10_000], StandardOpenOption.APPEND);
        assertEquals(List.of("one", "two", "three"), recovered());
        assertEquals(sound.length, Files.size(file));
    }

    @Test
    void cutsABlockOffThatEndsInZeros() throws IOException {
        byte[] torn = Arrays.copyOf(Arrays.copyOf(sound, third + 29), 8192);
        Files.write(file, torn);
        assertEquals(List.of("one", "two"), recovered());
        assertEquals(third, Files.size(file));
    }

    @Test
    void putsADamagedFileAsideAsItIs() throws IOException {
        for (int at = third; at < sound.length; at++) {
            // The text, its padding and what a packet says of itself may be anything; all the rest is checked.
            boolean free = at >= third + 12 && at < third + 20 || at >= third + 24 && at < third + 36;
            byte[] damaged = sound.clone();
            damaged[at] ^= 0x55;
            Files.write(file, damaged);
            assertEquals(free ? 3 : 0, recovered().size(), "byte " + (at - third) + " of the block");
            Path kept = free ? file : directory.resolve("segment-00000000.aside.pcapng");
            assertArrayEquals(damaged, Files.readAllBytes(kept), "byte " + (at - third) + " of the block");
            Files.delete(kept);
        }
    }

    @Test
    void usesTheOthersAndSaysWhichIsDamaged() throws IOException {
        try (PacketMemory memory = open(1 << 20)) {
            Stored.store(memory, 4, "four");
        }
        byte[] damaged = sound.clone();
        // A bit of the first description's snapshot length.
        int snapshotLength = damaged[4] + 12;
        damaged[snapshotLength] ^= 1;
        Files.write(file, damaged);
        Path aside = directory.resolve("segment-00000000.aside.pcapng");
        try (PacketMemory memory = open(1 << 20)) {
            List<String> texts = new ArrayList<>();
            memory.forEachRecovered((reference, time, linkType, frame, length) -> texts.add(Stored.text(frame)));
            assertEquals(List.of("four"), texts);
            String problem = memory.problem().orElseThrow();
            assertTrue(
                    problem.contains(file.toString())
                            && problem.contains(aside.getFileName().toString()),
                    problem);
            assertEquals(2, PacketReference.segment(Stored.store(memory, 5, "five")));
        }
        assertArrayEquals(damaged, Files.readAllBytes(aside));
        Files.write(file, sound);
        assertEquals(List.of("one", "two", "three", "four", "five"), recovered(), "after a repair");
    }

    @Test
    void putsAsideWhatAnotherProgramSaved() throws IOException {
        byte[] comment = HexFormat.of().parseHex("0500000014000000" + "0000000000000000" + "14000000");
        byte[] resaved = Arrays.copyOf(sound, sound.length + comment.length);
        System.arraycopy(comment, 0, resaved, third, comment.length);
        System.arraycopy(sound, third, resaved, third + comment.length, sound.length - third);
        Files.write(file, resaved);
        Files.write(directory.resolve("segment-00000000.aside.pcapng"), new byte[] {1});
        assertEquals(List.of(), recovered());
        assertArrayEquals(resaved, Files.readAllBytes(directory.resolve("segment-00000000.aside-2.pcapng")));
        assertArrayEquals(new byte[] {1}, Files.readAllBytes(directory.resolve("segment-00000000.aside.pcapng")));
    }

    @Test
    void survivesAnyDamage() throws IOException {
        Random random = new Random(4);
        for (int round = 0; round < 500; round++) {
            byte[] damaged = sound.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            Files.write(file, Arrays.copyOf(damaged, random.nextInt(2 * damaged.length)));
            assertTrue(recovered().size() <= 3);
            assertTrue(!Files.exists(file) || Files.size(file) <= sound.length);
        }
    }

    @Test
    void deletesWhatHoldsNoPacketAndLeavesOtherFilesAlone() throws IOException {
        Files.write(Stored.file(directory, 7), Arrays.copyOf(sound, 11));
        Files.writeString(Stored.file(directory, 6), "old");
        Files.writeString(directory.resolve("notes.txt"), "kept");
        Files.writeString(directory.resolve("segment-12.pcapng"), "kept");
        try (PacketMemory memory = open(1 << 20)) {
            assertFalse(Files.exists(Stored.file(directory, 7)));
            assertEquals("old", Files.readString(directory.resolve("segment-00000006.aside.pcapng")));
            assertEquals(8, PacketReference.segment(Stored.store(memory, 0, "x")), "its number isn't used again");
        }
        assertTrue(Files.exists(directory.resolve("notes.txt")));
        assertTrue(Files.exists(directory.resolve("segment-12.pcapng")));
    }

    @Test
    void keepsTheNewestWithinTheLimit() throws IOException {
        for (int round = 0; round < 10; round++) {
            try (PacketMemory memory = open(1 << 20)) {
                Stored.store(memory, 10 + round, round + "x".repeat(2000));
            }
        }
        try (PacketMemory memory = open(16 << 10)) {
            assertTrue(memory.storedBytes() <= (16 << 10) - SEGMENT, "room for the next one is left");
            assertTrue(memory.evictedBytes() > 0);
            assertFalse(Files.exists(file));
            List<String> texts = new ArrayList<>();
            memory.forEachRecovered((reference, time, linkType, frame, length) -> texts.add(Stored.text(frame)));
            assertEquals("9" + "x".repeat(2000), texts.getLast());
            assertEquals(PacketReference.segment(Stored.store(memory, 99, "new")), 11);
        }
    }

    @Test
    void startsWithADirectoryThatItCanNotWriteTo() throws IOException {
        Path lock = directory.resolve("in-use.lock");
        Files.delete(lock);
        Files.createDirectory(lock);
        Files.write(file, new byte[100], StandardOpenOption.APPEND);
        try (PacketMemory memory = open(1 << 20)) {
            assertTrue(memory.problem().orElseThrow().contains("can't write"), memory.problem()::toString);
            assertEquals(sound.length + 100, Files.size(file), "nobody keeps others out, so nothing is changed");
            long reference = Stored.store(memory, 5, "four");
            assertEquals("four", Stored.read(memory, reference));
            memory.flush();
            assertTrue(memory.problem().isPresent());

            Files.delete(lock);
            memory.flush();
            assertEquals(Optional.empty(), memory.problem());
            assertEquals(sound.length, Files.size(file));
            assertEquals(List.of("four"), Stored.inFile(Stored.file(directory, 1)));
        }
    }

    private List<String> recovered() throws IOException {
        List<String> texts = new ArrayList<>();
        try (PacketMemory memory = open(1 << 20)) {
            memory.forEachRecovered((reference, time, linkType, frame, length) -> texts.add(Stored.text(frame)));
        }
        return texts;
    }

    private PacketMemory open(long diskBytes) throws IOException {
        return new PacketMemory(directory, Stored.limits(diskBytes, SEGMENT), (segment, from) -> {});
    }
}
