package org.holdfast.cache.pcap.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.holdfast.cache.CaptureSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files end in an IOException at most, never in another exception or an endless loop. */
class FileFuzzTest {

    private static final int INPUTS = Integer.getInteger("holdfast.fuzz.inputs", 10_000);
    private static final int[] NASTY = {0, 1, -1, 3, 4, 12, 16, 28, 0x7fff_ffff, 0x8000_0000, 1 << 20, 16 << 20};

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void endsWithAnIoExceptionAtMostWhateverIsDamaged() throws IOException {
        List<byte[]> whole = seeds();
        Random random = new Random(5);
        Path file = directory.resolve("mutated");
        int faults = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = mutated(whole.get(i % whole.size()), random);
            Files.write(file, bytes);
            try (CaptureSource source = FileCapture.open(file)) {
                source.run((time, type, frame, length) -> {
                    assertTrue(frame.remaining() <= length, "captured at most what was on the wire");
                    frame.get(new byte[frame.remaining()]);
                });
                assertTrue(source.statistics().received() <= 100 + bytes.length, "more packets than bytes");
            } catch (IOException e) {
                assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
                faults++;
            } catch (RuntimeException e) {
                throw new AssertionError("input " + i, e);
            }
        }
        assertTrue(faults > INPUTS / 4, "the mutations must do harm: " + faults);
    }

    private static byte[] mutated(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        for (int change = 1 + random.nextInt(4); change > 0; change--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0, 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 3 -> number(bytes, at, NASTY[random.nextInt(NASTY.length)], random);
                case 4 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                default -> bytes = repeated(bytes, at, random.nextInt(bytes.length));
            }
        }
        return bytes;
    }

    private static void number(byte[] bytes, int at, int value, Random random) {
        int aligned = at & ~3;
        if (aligned + 4 <= bytes.length) {
            ByteBuffer.wrap(bytes)
                    .order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                    .putInt(aligned, value);
        }
    }

    /** A piece comes twice. */
    private static byte[] repeated(byte[] bytes, int at, int length) {
        int end = Math.min(bytes.length, at + length);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + end - at);
        System.arraycopy(bytes, at, longer, end, bytes.length - at);
        return longer;
    }

    private static List<byte[]> seeds() {
        CaptureFiles blocks = new CaptureFiles(ByteOrder.LITTLE_ENDIAN);
        byte[] pcapng = blocks.section()
                .description(1, 9, 0)
                .descriptionWithCheckSequence(32)
                .enhanced(0, 1, "one", 3, blocks.option(4, 7, 8))
                .enhanced(1, 1, "one more", 3, blocks.option(2, 4 << 5, 4))
                .simple("two", 3)
                .unknownBlock()
                .order(ByteOrder.BIG_ENDIAN)
                .section()
                .description(1, 0x80 | 20, 5)
                .old(0, 1, 1, "three", 5)
                .statistics(0, blocks.option(5, 7, 8))
                .bytes();
        byte[] pcap = new CaptureFiles(ByteOrder.LITTLE_ENDIAN)
                .pcapHeader(0xa1b23c4d, 0x2400_0001)
                .pcapRecord(1, 0, "one", 3)
                .pcapRecord(1, 0, "two and more", 12)
                .bytes();
        byte[] modified = new CaptureFiles(ByteOrder.BIG_ENDIAN)
                .pcapHeader(0xa1b2cd34, 2, 3, 1)
                .numbers(1, 2, 3, 60, 0, 0)
                .text("abc")
                .bytes();
        return List.of(pcapng, pcap, modified, CaptureFiles.gzip(pcapng), CaptureFiles.gzip(pcap));
    }
}
