package org.holdfast.cache.pcap.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.holdfast.cache.CaptureFileException;
import org.holdfast.cache.FileCaptureSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GunzipTest {

    private static final int RECORDS = 2_000;

    @TempDir
    Path directory;

    private final byte[] content = content();
    private final List<String> expected = IntStream.range(0, RECORDS)
            .mapToObj(i -> i * 1_000_000_000L + " 1 record " + i * 7919L + " 99")
            .toList();

    @Test
    void readsACompressedFile() throws IOException {
        Path file = write(CaptureFiles.gzip(content));
        assertIterableEquals(expected, Frames.of(file));
        try (FileCaptureSource source = FileCapture.open(file)) {
            source.run((time, type, frame, length) -> {});
            assertEquals(Files.size(file), source.bytesRead());
            assertEquals(OptionalLong.of(Files.size(file)), source.totalBytes());
        }
    }

    @Test
    void readsMembersThatPartARecord() throws IOException {
        int middle = content.length / 2 + 3;
        Path file = write(
                CaptureFiles.gzip(Arrays.copyOf(content, middle)),
                CaptureFiles.gzip(new byte[0]),
                CaptureFiles.gzip(Arrays.copyOfRange(content, middle, content.length)),
                new byte[1000]);
        assertIterableEquals(expected, Frames.of(file), "zeros behind the last member are padding");
    }

    @Test
    void readsPastEveryFieldOfTheHeader() throws IOException {
        byte[] plain = CaptureFiles.gzip(content);
        // FEXTRA, FNAME, FCOMMENT and FHCRC
        byte[] header = HexFormat.of().parseHex("1f8b081e000000000003" + "0300aabbcc" + "6e616d6500" + "6300" + "ffff");
        assertIterableEquals(expected, Frames.of(write(header, Arrays.copyOfRange(plain, 10, plain.length))));
    }

    @Test
    void namesWhereACompressedFileIsCut() throws IOException {
        byte[] whole = CaptureFiles.gzip(content);
        for (int length = 20; length < whole.length; length += 101) {
            Frames frames = new Frames();
            CaptureFileException fault = frames.readToFault(write(Arrays.copyOf(whole, length)));
            assertEquals(length, fault.offset());
            assertTrue(fault.getMessage().contains("the compressed file is cut here"), fault.getMessage());
            assertIterableEquals(expected.subList(0, frames.all().size()), frames.all());
            assertTrue(length < 1000 || frames.all().size() > 50, "frames in " + length + " bytes");
        }
    }

    @Test
    void namesDamageAfterWhatIsBeforeIt() throws IOException {
        byte[] damaged = CaptureFiles.gzip(content);
        // A block of the reserved kind 3 (RFC 1951, section 3.2.3) where the first one begins.
        damaged[10] |= 6;
        CaptureFileException fault = new Frames().readToFault(write(damaged));
        assertTrue(fault.offset() >= 10 && fault.offset() < 20, fault.getMessage());
        assertTrue(fault.getMessage().contains("the compressed data is damaged"), fault.getMessage());

        byte[] second = CaptureFiles.gzip(new byte[0]);
        second[10] |= 6;
        byte[] first = CaptureFiles.gzip(content);
        Frames frames = new Frames();
        CaptureFileException behind = frames.readToFault(write(first, second));
        assertTrue(behind.offset() >= first.length + 10, behind.getMessage());
        assertIterableEquals(expected, frames.all());
    }

    @Test
    void namesAWrongCheckSumAfterTheLastFrame() throws IOException {
        byte[] wrong = CaptureFiles.gzip(content);
        wrong[wrong.length - 5] ^= 1;
        Frames frames = new Frames();
        CaptureFileException fault = frames.readToFault(write(wrong));
        assertEquals(wrong.length - 8, fault.offset());
        assertTrue(fault.getMessage().contains("check sum"), fault.getMessage());
        assertIterableEquals(expected, frames.all());
    }

    @Test
    void namesWhatIsBehindTheLastMember() throws IOException {
        byte[] whole = CaptureFiles.gzip(content);
        Frames frames = new Frames();
        CaptureFileException fault = frames.readToFault(write(whole, new byte[] {0, 0, 7, 7, 7}));
        assertEquals(whole.length + 2, fault.offset());
        assertIterableEquals(expected, frames.all());
    }

    @Test
    void namesARecordThatIsDamagedByItsPlaceInTheContent() throws IOException {
        byte[] damaged = content.clone();
        ByteBuffer.wrap(damaged).putInt(24 + 8, -1);
        CaptureFileException fault = new Frames().readToFault(write(CaptureFiles.gzip(damaged)));
        assertEquals(24, fault.offset());
    }

    private Path write(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return Files.write(directory.resolve("capture.pcap.gz"), all.toByteArray());
    }

    private static byte[] content() {
        CaptureFiles file = new CaptureFiles(ByteOrder.LITTLE_ENDIAN).pcapHeader(0xa1b2c3d4, 1);
        for (int i = 0; i < RECORDS; i++) {
            file.pcapRecord(i, 0, "record " + i * 7919L, 99);
        }
        return file.bytes();
    }
}
