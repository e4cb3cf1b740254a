package org.holdfast.cache.pcap.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.holdfast.cache.CaptureSource;
import org.holdfast.cache.ConnectionCache;
import org.holdfast.cache.FrameSink;
import org.holdfast.cache.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileCaptureTest {

    @TempDir
    Path directory;

    private final List<String> frames = new ArrayList<>();
    private final FrameSink sink = (time, linkType, frame, original) -> {
        assertEquals(ByteOrder.BIG_ENDIAN, frame.order());
        frames.add(time + " " + linkType + " " + StandardCharsets.US_ASCII.decode(frame) + " " + original);
    };

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsPcapInEitherByteOrder(boolean little) throws IOException {
        CaptureFiles file = new CaptureFiles(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
                .pcapHeader(0xa1b2c3d4, 1)
                .pcapRecord(1_700_000_000, 123_456, "first", 5)
                .pcapRecord(-1, 1, "cut", 1500);
        read(file);
        assertEquals(
                List.of("1700000000123456000 1 first 5", "4294967295000001000 1 cut 1500"),
                frames,
                "seconds are unsigned");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsNanosecondPcapInEitherByteOrder(boolean little) throws IOException {
        CaptureFiles file = new CaptureFiles(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
                .pcapHeader(0xa1b23c4d, 113 | 0x1400_0000)
                .pcapRecord(1, 123_456_789, "nano", 4);
        read(file);
        assertEquals(List.of("1123456789 113 nano 4"), frames, "the bits for the check sequence are no link type");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsPcapngInEitherByteOrder(boolean little) throws IOException {
        CaptureFiles file = new CaptureFiles(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
                .section()
                .description(1, 0)
                .unknownBlock()
                .description(101, 9, 0)
                .enhanced(0, 1_700_000_000_123_456L, "micro", 5)
                .enhanced(1, 1_700_000_000_123_456_789L, "nanos!", 60)
                .simple("simple", 6);
        read(file);
        assertEquals(
                List.of(
                        "1700000000123456000 1 micro 5",
                        "1700000000123456789 101 nanos! 60",
                        "1700000000123456789 1 simple 6"),
                frames);
    }

    @Test
    void beginsAnewWithEverySection() throws IOException {
        CaptureFiles file = new CaptureFiles(ByteOrder.LITTLE_ENDIAN)
                .section()
                .description(1, 0)
                .enhanced(0, 1, "one", 3)
                .order(ByteOrder.BIG_ENDIAN)
                .section()
                .description(113, 0)
                .enhanced(0, 2, "two", 3);
        read(file);
        assertEquals(List.of("1000 1 one 3", "2000 113 two 3"), frames);
    }

    @Test
    void knowsEveryResolutionOfTime() throws IOException {
        CaptureFiles file = new CaptureFiles(ByteOrder.LITTLE_ENDIAN)
                .section()
                .description(1, 3, 0)
                .description(1, 12, 0)
                .description(1, 0x80 | 10, 0)
                .description(1, 0x80 | 32, 1_700_000_000L)
                .enhanced(0, 1_500, "milli", 5)
                .enhanced(1, 1_500_000_001_999L, "pico", 4)
                .enhanced(2, 1536, "binary", 6)
                .enhanced(3, 1L << 31, "offset", 6);
        read(file);
        assertEquals(
                List.of(
                        "1500000000 1 milli 5",
                        "1500000001 1 pico 4",
                        "1500000000 1 binary 6",
                        "1700000000500000000 1 offset 6"),
                frames);
    }

    @Test
    void readsAFileThatWasCutUpToTheCut() throws IOException {
        CaptureFiles file = new CaptureFiles(ByteOrder.LITTLE_ENDIAN)
                .pcapHeader(0xa1b2c3d4, 1)
                .pcapRecord(1, 0, "whole", 5);
        int good = file.length();
        file.pcapRecord(2, 0, "cut off", 7);
        byte[] bytes = file.bytes();
        Path cut = Files.write(directory.resolve("cut"), java.util.Arrays.copyOf(bytes, bytes.length - 2));
        IOException fault = assertThrows(IOException.class, () -> run(cut));
        assertEquals(List.of("1000000000 1 whole 5"), frames);
        assertTrue(fault.getMessage().contains(cut + ", byte " + (good + 16)), fault.getMessage());
    }

    @Test
    void namesTheByteWhereAFileIsDamaged() throws IOException {
        CaptureFiles pcap =
                new CaptureFiles(ByteOrder.BIG_ENDIAN).pcapHeader(0xa1b2c3d4, 1).pcapRecord(1, 0, "ok", 2);
        byte[] bytes = pcap.pcapRecord(2, 0, "bad", 3).bytes();
        bytes[24 + 18 + 8] = 0x7f;
        Path file = Files.write(directory.resolve("damaged"), bytes);
        IOException fault = assertThrows(IOException.class, () -> run(file));
        assertTrue(fault.getMessage().contains("byte 42: a packet of 2130706435 bytes"), fault.getMessage());
        assertEquals(1, frames.size());

        CaptureFiles pcapng = new CaptureFiles(ByteOrder.BIG_ENDIAN).section().enhanced(3, 1, "x", 1);
        IOException undescribed = assertThrows(IOException.class, () -> read(pcapng));
        assertTrue(
                undescribed.getMessage().contains("byte 28: a packet of interface 3, which isn't described"),
                undescribed.getMessage());
    }

    @Test
    void refusesWhatIsNoCapture() throws IOException {
        Path text = Files.writeString(directory.resolve("text"), "hello world");
        IOException fault = assertThrows(IOException.class, () -> FileCapture.open(text));
        assertTrue(fault.getMessage().contains("neither pcap nor pcapng"), fault.getMessage());
        Path empty = Files.write(directory.resolve("empty"), new byte[0]);
        assertThrows(IOException.class, () -> FileCapture.open(empty));
        assertThrows(IOException.class, () -> FileCapture.open(directory.resolve("missing")));
    }

    @Test
    void takesAFileWithoutPackets() throws IOException {
        read(new CaptureFiles(ByteOrder.LITTLE_ENDIAN).pcapHeader(0xa1b2c3d4, 1));
        assertEquals(List.of(), frames);
    }

    @Test
    void endsWithAnIoExceptionAtMostWhateverIsDamaged() throws IOException {
        byte[] pcapng = new CaptureFiles(ByteOrder.LITTLE_ENDIAN)
                .section()
                .description(1, 9, 0)
                .enhanced(0, 1, "one", 3)
                .simple("two", 3)
                .order(ByteOrder.BIG_ENDIAN)
                .section()
                .description(1, 0x80 | 20, 5)
                .enhanced(0, 1, "three", 5)
                .bytes();
        byte[] pcap = new CaptureFiles(ByteOrder.LITTLE_ENDIAN)
                .pcapHeader(0xa1b23c4d, 1)
                .pcapRecord(1, 0, "one", 3)
                .pcapRecord(1, 0, "two", 3)
                .bytes();
        Random random = new Random(5);
        Path file = directory.resolve("mutated");
        int faults = 0;
        for (int i = 0; i < 1_000; i++) {
            byte[] bytes = (i % 2 == 0 ? pcapng : pcap).clone();
            for (int change = 1 + random.nextInt(3); change > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Files.write(file, bytes);
            try (CaptureSource source = FileCapture.open(file)) {
                source.run((time, type, frame, length) -> {});
            } catch (IOException e) {
                faults++;
            }
        }
        assertTrue(faults > 300, "the mutations must do harm: " + faults);
    }

    @Test
    void readsTheSegmentsOfThePacketMemory() throws IOException {
        byte[] syn = java.util.HexFormat.of()
                .parseHex("02000000000102000000000208004500002800004000400600000a0000010a000002"
                        + "c35000500000000100000000500203e800000000");
        Path memory = directory.resolve("memory");
        try (ConnectionCache cache = new ConnectionCache(memory, new Limits(1 << 20, 1 << 16), List.of())) {
            cache.frame(1_700_000_000_123_456_789L, 1, ByteBuffer.wrap(syn), syn.length);
            cache.flush();
            List<String> read = new ArrayList<>();
            try (CaptureSource source = FileCapture.open(memory.resolve("segment-00000000.pcapng"))) {
                source.run((time, type, frame, length) -> read.add(time + " " + type + " " + frame.remaining()));
                assertEquals(new CaptureSource.Statistics(1, 0, 0), source.statistics());
            }
            assertEquals(List.of("1700000000123456789 1 54"), read);
        }
    }

    private void read(CaptureFiles file) throws IOException {
        run(file.write(directory));
    }

    private void run(Path file) throws IOException {
        try (CaptureSource source = FileCapture.open(file)) {
            source.run(sink);
        }
    }
}
