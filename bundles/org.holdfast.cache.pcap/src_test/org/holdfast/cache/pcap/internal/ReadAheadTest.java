package org.holdfast.cache.pcap.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.holdfast.cache.CaptureFileException;
import org.holdfast.cache.FileCaptureSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that are large enough to be read in a thread of its own. */
@Timeout(60)
class ReadAheadTest {

    private static final int MICROSECONDS = 0xa1b2c3d4;
    /** More than {@link ReadAhead#WORTHWHILE} all together. */
    private static final int[] LENGTHS = new Random(3).ints(700, 1, 20_000).toArray();

    @TempDir
    private Path directory;

    private CaptureFiles file;

    @BeforeEach
    void makeFile() {
        file = new CaptureFiles(ByteOrder.LITTLE_ENDIAN).pcapHeader(MICROSECONDS, 1);
        for (int i = 0; i < LENGTHS.length; i++) {
            file.pcapRecord(i, 0, content(i), LENGTHS[i]);
        }
        assertTrue(file.length() > ReadAhead.WORTHWHILE);
    }

    @Test
    void givesEveryByteInOrder() throws IOException {
        assertEquals(frames(0, LENGTHS.length), Frames.of(file.write(directory)));
    }

    @Test
    void givesEveryByteOfACompressedFile() throws IOException {
        // Random content, so that it stays large when it's compressed.
        byte[] noise = new byte[(int) ReadAhead.WORTHWHILE];
        new Random(4).nextBytes(noise);
        CaptureFiles mixed = new CaptureFiles(ByteOrder.LITTLE_ENDIAN).section().description(1, 65_535);
        for (int i = 0; i < noise.length; i += 1024) {
            mixed.enhanced(0, i, Arrays.toString(Arrays.copyOfRange(noise, i, i + 1024)), 9_999);
        }
        Path plain = Files.write(directory.resolve("plain"), mixed.bytes());
        Path compressed = Files.write(directory.resolve("compressed"), CaptureFiles.gzip(mixed.bytes()));
        assertTrue(Files.size(compressed) > ReadAhead.WORTHWHILE);
        assertEquals(Frames.of(plain), Frames.of(compressed));
    }

    @Test
    void givesPacketsThatAreLargerThanAPieceHasRoomFor() throws IOException {
        CaptureFiles large = new CaptureFiles(ByteOrder.BIG_ENDIAN).section().description(1, 0);
        List<String> expected = new ArrayList<>();
        int[] lengths = {10, ReadAhead.HEADROOM - 30, 20, 5 << 20, 3, 2 << 20, 2 << 20, 1};
        for (int i = 0; i < lengths.length; i++) {
            String content = Character.toString('a' + i).repeat(lengths[i]);
            large.enhanced(0, i, content, lengths[i]);
            expected.add(i * 1000L + " 1 " + content + " " + lengths[i]);
        }
        assertEquals(expected, Frames.of(large.write(directory)));
    }

    @Test
    void skipsBlocksThatAreLargerThanAPiece() throws IOException {
        CaptureFiles skipped = new CaptureFiles(ByteOrder.BIG_ENDIAN)
                .section()
                .description(1, 0)
                .unknownBlock(20 << 20)
                .enhanced(0, 7, "behind", 6);
        assertEquals(List.of("7000 1 behind 6"), Frames.of(skipped.write(directory)));
    }

    @Test
    void namesTheFaultAfterAllThatIsBeforeIt() throws IOException {
        int good = file.length();
        Path damaged = file.numbers(1, 0, -1, 60).write(directory);
        Frames frames = new Frames();
        CaptureFileException fault = frames.readToFault(damaged);
        assertEquals(good, fault.offset());
        assertEquals(frames(0, LENGTHS.length), frames.all());
    }

    @Test
    void namesTheCutAfterAllThatIsBeforeIt() throws IOException {
        byte[] whole = file.bytes();
        int last = LENGTHS.length - 1;
        Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(whole, whole.length - 1));
        Frames frames = new Frames();
        CaptureFileException fault = frames.readToFault(cut);
        assertEquals(whole.length - 16 - LENGTHS[last], fault.offset(), "where the record begins that is cut");
        assertEquals(frames(0, last), frames.all());
    }

    @Test
    void endsWhenItIsClosedMeanwhile() throws IOException {
        int[] seen = {0};
        try (FileCaptureSource source = FileCapture.open(file.write(directory))) {
            source.run((time, type, frame, original) -> {
                if (++seen[0] == 1) {
                    source.close();
                }
            });
        }
        assertTrue(seen[0] < LENGTHS.length, "what wasn't read yet isn't");
    }

    @Test
    void endsItsThreadWhenTheSinkFails() throws IOException, InterruptedException {
        Path path = file.write(directory);
        try (FileCaptureSource source = FileCapture.open(path)) {
            IllegalStateException broken = new IllegalStateException("broken sink");
            assertEquals(
                    broken,
                    assertThrows(
                            IllegalStateException.class,
                            () -> source.run((long time, int type, ByteBuffer frame, int original) -> {
                                throw broken;
                            })));
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("read " + path)) {
                thread.join();
            }
        }
    }

    private static String content(int i) {
        return Character.toString('a' + i % 26).repeat(LENGTHS[i]);
    }

    private static List<String> frames(int from, int to) {
        List<String> frames = new ArrayList<>();
        for (int i = from; i < to; i++) {
            frames.add(i * 1_000_000_000L + " 1 " + content(i) + " " + LENGTHS[i]);
        }
        return frames;
    }
}
