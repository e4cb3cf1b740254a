package org.holdfast.cache.internal.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However little of a frame is there: no exception, and never a wrong byte. */
class CutFramesTest {

    private static final String PAYLOAD = "hello";

    private final FrameDecoder decoder = new FrameDecoder();
    private final Segment segment = new Segment();

    static Stream<SampleFrame> frames() {
        return SampleFrames.all();
    }

    @ParameterizedTest
    @MethodSource("frames")
    void knowsWhatACaptureCut(SampleFrame frame) {
        byte[] bytes = frame.bytes();
        for (int length = 0; length < bytes.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(bytes, 0, length);
            if (decoder.decode(1, frame.linkType(), cut, bytes.length, segment) == Outcome.TCP) {
                assertRight(length);
                assertEquals(PAYLOAD.length(), segment.payloadLength(), "cut to " + length);
            }
            assertEquals(length, cut.limit());
        }
        assertEquals(0, decoder.counters().of(Outcome.OVERLONG));
        assertNotEquals(0, decoder.counters().of(Outcome.TCP));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void usesWhatAMirrorPortLeft(SampleFrame frame) {
        byte[] bytes = frame.bytes();
        for (int length = 0; length < bytes.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(bytes, 0, length);
            if (decoder.decode(1, frame.linkType(), cut, length, segment) == Outcome.TCP) {
                assertRight(length);
                assertEquals(segment.payloadCaptured(), segment.payloadLength());
            }
        }
    }

    private void assertRight(int length) {
        assertEquals(0x1234, segment.sourcePort());
        assertEquals(0x01020304, segment.sequence());
        int captured = segment.payloadCaptured();
        assertTrue(segment.payloadAt() + captured <= length, "cut to " + length);
        byte[] payload = new byte[captured];
        segment.frame().get(segment.payloadAt(), payload);
        assertEquals(PAYLOAD.substring(0, captured), new String(payload, StandardCharsets.ISO_8859_1));
    }
}
