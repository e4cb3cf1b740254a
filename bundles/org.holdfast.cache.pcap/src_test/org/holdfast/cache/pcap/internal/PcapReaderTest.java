package org.holdfast.cache.pcap.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.holdfast.cache.CaptureFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PcapReaderTest {

    private static final int MICROSECONDS = 0xa1b2c3d4;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsMicrosecondsInEitherByteOrder(boolean little) throws IOException {
        CaptureFiles file = file(little)
                .pcapHeader(MICROSECONDS, 1)
                .pcapRecord(1_700_000_000, 123_456, "first", 5)
                .pcapRecord(-1, 1, "cut", 1500);
        assertEquals(
                List.of("1700000000123456000 1 first 5", "4294967295000001000 1 cut 1500"),
                Frames.of(file.write(directory)),
                "seconds are unsigned");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsNanosecondsInEitherByteOrder(boolean little) throws IOException {
        CaptureFiles file = file(little).pcapHeader(0xa1b23c4d, 113).pcapRecord(1, 123_456_789, "nano", 4);
        assertEquals(List.of("1123456789 113 nano 4"), Frames.of(file.write(directory)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsRecordsOfTheModifiedFormat(boolean little) throws IOException {
        CaptureFiles file = file(little).pcapHeader(0xa1b2cd34, 1);
        for (String data : List.of("one", "two")) {
            file.numbers(7, 8, data.length(), 99, 2, 0x0800_0000).text(data);
        }
        assertEquals(List.of("7000008000 1 one 99", "7000008000 1 two 99"), Frames.of(file.write(directory)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsFilesOfIxia(boolean little) throws IOException {
        CaptureFiles hardware =
                file(little).pcapHeader(0x1c0001ac, 1).numbers(20).pcapRecord(1, 2, "hard", 4);
        assertEquals(List.of("1000000002 1 hard 4"), Frames.of(hardware.write(directory)));
        CaptureFiles software =
                file(little).pcapHeader(0x1c0001ab, 1).numbers(20).pcapRecord(1, 2, "soft", 4);
        assertEquals(List.of("1000002000 1 soft 4"), Frames.of(software.write(directory)));
    }

    @Test
    void takesTheCheckSequenceOff() throws IOException {
        // The upper bits: 2 times 16 bits of check sequence, and that this is known.
        CaptureFiles file = file(true)
                .pcapHeader(MICROSECONDS, 0x2400_0001)
                .pcapRecord(1, 0, "dataFCSS", 8)
                .pcapRecord(1, 0, "snapped in front of it", 1518)
                .pcapRecord(1, 0, "in itFC", 10)
                .pcapRecord(1, 0, "FCS", 3);
        assertEquals(
                List.of(
                        "1000000000 1 data 4",
                        "1000000000 1 snapped in front of it 1514",
                        "1000000000 1 in itF 6",
                        "1000000000 1  0"),
                Frames.of(file.write(directory)));
    }

    @Test
    void keepsTheCheckSequenceThatIsNotSaidToBeThere() throws IOException {
        CaptureFiles file = file(true).pcapHeader(MICROSECONDS, 0x2000_0001).pcapRecord(1, 0, "dataFCSS", 8);
        assertEquals(List.of("1000000000 1 dataFCSS 8"), Frames.of(file.write(directory)));
    }

    @Test
    void knowsTheOrderOfLengthsInOldVersions() throws IOException {
        CaptureFiles before = file(true)
                .pcapHeader(MICROSECONDS, 2, 2, 1)
                .numbers(1, 0, 60, 3)
                .text("old");
        assertEquals(List.of("1000000000 1 old 60"), Frames.of(before.write(directory)));
        CaptureFiles dgux = file(true)
                .pcapHeader(MICROSECONDS, 543, 0, 1)
                .numbers(1, 0, 60, 3)
                .text("old");
        assertEquals(List.of("1000000000 1 old 60"), Frames.of(dgux.write(directory)));
        CaptureFiles either = file(true)
                .pcapHeader(MICROSECONDS, 2, 3, 1)
                .numbers(1, 0, 60, 3)
                .text("old")
                .numbers(1, 0, 3, 60)
                .text("new");
        assertEquals(List.of("1000000000 1 old 60", "1000000000 1 new 60"), Frames.of(either.write(directory)));
    }

    @Test
    void refusesOtherVersions() throws IOException {
        Path file = file(true).pcapHeader(MICROSECONDS, 1, 4, 1).write(directory);
        CaptureFileException fault = assertThrows(CaptureFileException.class, () -> FileCapture.open(file));
        assertTrue(fault.getMessage().contains("byte 4: pcap version 1.4 isn't known"), fault.getMessage());
    }

    @Test
    void namesTheRecordWhoseLengthIsDamaged() throws IOException {
        CaptureFiles file = file(false).pcapHeader(MICROSECONDS, 1).pcapRecord(1, 0, "ok", 2);
        int good = file.length();
        file.numbers(2, 0, 262_145, 262_145).text("x".repeat(300_000));
        Frames frames = new Frames();
        CaptureFileException fault = frames.readToFault(file.write(directory));
        assertEquals(List.of("1000000000 1 ok 2"), frames.all());
        assertEquals(good, fault.offset());
        assertTrue(fault.getMessage().contains("a packet of 262145 bytes"), fault.getMessage());
    }

    private static CaptureFiles file(boolean little) {
        return new CaptureFiles(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }
}
