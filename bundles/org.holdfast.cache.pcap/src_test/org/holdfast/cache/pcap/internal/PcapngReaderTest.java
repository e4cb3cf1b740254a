package org.holdfast.cache.pcap.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.holdfast.cache.CaptureFileException;
import org.holdfast.cache.CaptureSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PcapngReaderTest {

    private static final int EPB_FLAGS = 2;
    private static final int EPB_DROPCOUNT = 4;
    private static final int ISB_IFDROP = 5;
    private static final int ISB_OSDROP = 7;

    @TempDir
    Path directory;

    private final CaptureFiles file = new CaptureFiles(ByteOrder.LITTLE_ENDIAN);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsPacketsInEitherByteOrder(boolean little) throws IOException {
        file.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
                .section()
                .description(1, 0)
                .unknownBlock()
                .description(101, 9, 0)
                .enhanced(0, 1_700_000_000_123_456L, "micro", 5)
                .enhanced(1, 1_700_000_000_123_456_789L, "nanos!", 60)
                .old(0, 0, 1_700_000_001_000_000L, "old", 3)
                .simple("simple", 6);
        assertEquals(
                List.of(
                        "1700000000123456000 1 micro 5",
                        "1700000000123456789 101 nanos! 60",
                        "1700000001000000000 1 old 3",
                        "1700000001000000000 1 simple 6"),
                frames());
    }

    @Test
    void beginsAnewWithEverySection() throws IOException {
        file.section()
                .description(1, 0)
                .enhanced(0, 1, "one", 3)
                .order(ByteOrder.BIG_ENDIAN)
                .section(1, 2)
                .description(113, 0)
                .enhanced(0, 2, "two", 3);
        assertEquals(List.of("1000 1 one 3", "2000 113 two 3"), frames());
    }

    @Test
    void knowsEveryResolutionOfTime() throws IOException {
        file.section()
                .description(1, 3, 0)
                .description(1, 12, 0)
                .description(1, 0x80 | 10, 0)
                .description(1, 0x80 | 32, 1_700_000_000L)
                .description(1, 30, 0)
                .enhanced(0, 1_500, "milli", 5)
                .enhanced(1, 1_500_000_001_999L, "pico", 4)
                .enhanced(2, 1536, "binary", 6)
                .enhanced(3, 1L << 31, "offset", 6)
                .enhanced(4, -1, "less than a nanosecond", 22);
        assertEquals(
                List.of(
                        "1500000000 1 milli 5",
                        "1500000001 1 pico 4",
                        "1500000000 1 binary 6",
                        "1700000000500000000 1 offset 6",
                        "0 1 less than a nanosecond 22"),
                frames());
    }

    @Test
    void takesTheCheckSequenceOff() throws IOException {
        file.section()
                .descriptionWithCheckSequence(32)
                .enhanced(0, 1, "dataFCSS", 8)
                // Bits 5 to 8 of the flags: two bytes.
                .enhanced(0, 1, "data of FC", 10, file.option(EPB_FLAGS, 2 << 5, 4))
                .simple("simpleFCSS", 10)
                .old(0, 0, 1, "oldFCSS", 7);
        assertEquals(List.of("1000 1 data 4", "1000 1 data of  8", "1000 1 simple 6", "1000 1 old 3"), frames());
    }

    @Test
    void cutsSimplePacketsAtTheSnapshotLength() throws IOException {
        file.section().description(1, 4).simple("long", 1500);
        assertEquals(List.of("0 1 long 1500"), frames());
    }

    @Test
    void tellsWhatTheFileSaysWasLost() throws IOException {
        file.section()
                .description(1, 0)
                .description(1, 0)
                .enhanced(0, 1, "a", 1, file.option(EPB_DROPCOUNT, 3, 8))
                .enhanced(1, 1, "b", 1, file.option(EPB_DROPCOUNT, 40, 8))
                .statistics(1, file.option(ISB_OSDROP, 50, 8))
                .statistics(0, file.option(ISB_IFDROP, 600, 8))
                .statistics(0, file.option(ISB_IFDROP, 700, 8))
                .section()
                .description(1, 0)
                .old(0, 1000, 1, "c", 1)
                .old(0, 0xffff, 1, "d", 1);
        CaptureSource.Statistics statistics = new Frames().read(file.write(directory));
        assertEquals(new CaptureSource.Statistics(4, 3 + 50 + 1000, 700), statistics);
    }

    @Test
    void endsTheOptionsAtOneThatDoesNotFit() throws IOException {
        byte[] options = file.option(EPB_DROPCOUNT, 3, 8);
        // The value would reach over the end of the block, and of the file.
        file.section().description(1, 0).enhanced(0, 1, "a", 1, Arrays.copyOf(options, 4));
        CaptureSource.Statistics statistics = new Frames().read(file.write(directory));
        assertEquals(new CaptureSource.Statistics(1, 0, 0), statistics);
    }

    @Test
    void takesBlocksWhoseLengthLeavesOutThePadding() throws IOException {
        // Some writers count 33 bytes and write 36.
        file.section()
                .description(1, 0)
                .numbers(6, 33, 0, 0, 5, 1, 1)
                .text("x\0\0\0")
                .numbers(33)
                .enhanced(0, 6, "next", 4);
        assertEquals(List.of("5000 1 x 1", "6000 1 next 4"), frames());
    }

    @Test
    void skipsWhatItDoesNotKnowHoweverLongItIs() throws IOException {
        file.section()
                .description(1, 0)
                .unknownBlock(3 << 20)
                .enhanced(0, 1, "between", 7)
                .unknownBlock(17 << 20)
                .enhanced(0, 2, "behind", 6);
        assertEquals(List.of("1000 1 between 7", "2000 1 behind 6"), frames());
    }

    @Test
    void readsAPacketBlockThatIsLargerThanTheWindow() throws IOException {
        String large = "x".repeat(5 << 20);
        file.section().description(1, 0).enhanced(0, 1, large, large.length()).enhanced(0, 2, "behind", 6);
        assertEquals(List.of("1000 1 " + large + " " + large.length(), "2000 1 behind 6"), frames());
    }

    @Test
    void namesTheBlockThatIsCutWhileItIsSkipped() throws IOException {
        byte[] bytes = file.section().unknownBlock(17 << 20).bytes();
        Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(bytes, bytes.length - 100));
        CaptureFileException fault = new Frames().readToFault(cut);
        assertEquals(bytes.length - 100, fault.offset());
        assertTrue(fault.getMessage().contains("100 bytes before the end of a block"), fault.getMessage());
    }

    @Test
    void namesABlockOfAnImpossibleLength() throws IOException {
        assertFault("a block of 8 bytes", 6, 8, 0, 0);
        assertFault("a block of 4294967280 bytes, more than", 6, -16, 0, 0);
        assertFault("a block whose two lengths differ: 16 and 20", 6, 16, 0, 20);
        assertFault("a block with 4 bytes, where 20 are needed", 6, 16, 0, 16);
    }

    @Test
    void namesAPacketThatIsImpossible() throws IOException {
        assertFault("a packet of interface 3, which isn't described", 6, 32, 3, 0, 0, 0, 0, 32);
        assertFault("a packet of interface 4294967295, which isn't", 6, 32, -1, 0, 0, 0, 0, 32);
        assertFault("a packet of 4 bytes in a block with room for 0", 6, 32, 0, 0, 0, 4, 4, 32);
        assertFault("a packet of 4294967295 bytes in a block", 6, 32, 0, 0, 0, -1, 4, 32);
    }

    @Test
    void refusesOtherVersions() throws IOException {
        file.section(1, 1);
        CaptureFileException fault = new Frames().readToFault(file.write(directory));
        assertTrue(fault.getMessage().contains("byte 0: pcapng version 1.1 isn't known"), fault.getMessage());
    }

    @Test
    void refusesASectionWithoutByteOrder() throws IOException {
        assertFault("a section without a byte-order magic", 0x0a0d0d0a, 28, 1, 2, 3, 4, 28);
    }

    /** What is good is read, then this block is the fault. */
    private void assertFault(String message, int... block) throws IOException {
        CaptureFiles damaged = new CaptureFiles(ByteOrder.LITTLE_ENDIAN)
                .section()
                .description(1, 0)
                .enhanced(0, 1, "good", 4);
        int good = damaged.length();
        Frames frames = new Frames();
        CaptureFileException fault = frames.readToFault(damaged.numbers(block).write(directory));
        assertEquals(List.of("1000 1 good 4"), frames.all());
        assertEquals(good, fault.offset());
        assertTrue(fault.getMessage().contains(message), fault.getMessage());
    }

    private List<String> frames() throws IOException {
        return Frames.of(file.write(directory));
    }
}
