package org.holdfast.cache.internal.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.holdfast.cache.Checksums;
import org.junit.jupiter.api.Test;

/** Changed, cut and joined frames of every kind. Set {@code holdfast.fuzz.inputs} for more than the usual number. */
class DecoderFuzzTest {

    private static final int INPUTS = Integer.getInteger("holdfast.fuzz.inputs", 10_000);
    private static final int LARGEST_LINK_TYPE = 300;

    private final List<SampleFrame> samples = SampleFrames.all().toList();
    private final FrameDecoder decoder = new FrameDecoder(Checksums.COUNT);
    private final Segment segment = new Segment();
    private final Random random = new Random(20);

    @Test
    void neverThrowsWhateverItIsGiven() {
        for (int i = 0; i < INPUTS; i++) {
            SampleFrame sample = samples.get(random.nextInt(samples.size()));
            byte[] bytes = changed(sample.bytes());
            int start = random.nextInt(3);
            byte[] among = new byte[start + bytes.length];
            System.arraycopy(bytes, 0, among, start, bytes.length);
            ByteBuffer frame = ByteBuffer.wrap(among, start, bytes.length);
            int linkType = random.nextInt(8) == 0 ? random.nextInt(LARGEST_LINK_TYPE) : sample.linkType();
            int onWire = random.nextInt(8) == 0 ? random.nextInt() : bytes.length + random.nextInt(3) * 20;
            Outcome outcome = decoder.decode(i * 1_000_000L, linkType, frame, onWire, segment);
            if (outcome == Outcome.TCP) {
                check();
            }
            assertEquals(start, frame.position());
            assertEquals(start + bytes.length, frame.limit());
        }
        assertTrue(decoder.counters().of(Outcome.TCP) > INPUTS / 20, "the changes must leave something to decode");
    }

    private byte[] changed(byte[] sample) {
        byte[] bytes = sample;
        if (random.nextInt(6) == 0) {
            bytes = fragmented(bytes);
        }
        for (int change = random.nextInt(5); change > 0; change--) {
            bytes[random.nextInt(bytes.length)] = (byte) interesting();
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length * 5 / 4)) : bytes;
    }

    private int interesting() {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> 0xff;
            default -> random.nextInt();
        };
    }

    /** Takes the first IPv4 header for one that can be made a fragment. */
    private byte[] fragmented(byte[] bytes) {
        for (int at = 0; at + 20 < bytes.length; at++) {
            if (bytes[at] == 0x45) {
                bytes[at + 5] = (byte) random.nextInt(4);
                bytes[at + 6] = (byte) (random.nextInt(2) * 0x20);
                bytes[at + 7] = (byte) random.nextInt(4);
                break;
            }
        }
        return bytes;
    }

    private void check() {
        int captured = segment.payloadCaptured();
        assertTrue(captured >= 0 && captured <= segment.payloadLength());
        assertTrue(segment.payloadAt() >= 0
                && segment.payloadAt() + captured <= segment.frame().limit());
        segment.frame().get(segment.payloadAt(), new byte[captured]);
        for (int i = 0; i < segment.sackBlocks(); i++) {
            segment.sackLeft(i);
            segment.sackRight(i);
        }
        segment.urgentPointer();
        TcpChecksum.of(segment);
    }
}
