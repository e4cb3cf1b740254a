package org.holdfast.cache.handover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.holdfast.cache.ConnectionCache;
import org.holdfast.cache.Limits;
import org.holdfast.cache.TcpTalk;
import org.holdfast.cache.internal.reassemble.StreamDigest;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.ownership.OutputComparison;
import org.holdfast.model.tcp.ControlBlock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamComparerTest {

    private static final String RESPONSE =
            "HTTP/1.1 200 OK\r\nDate: Sun, 23 Nov 2025 06:05:01 GMT\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    Path directory;

    private ControlBlock state;

    @BeforeEach
    void someState() throws Exception {
        try (ConnectionCache cache = new ConnectionCache(directory, new Limits(1 << 20, 1 << 16), List.of())) {
            new TcpTalk(cache).handshake();
            state = cache.state(1).orElseThrow();
            assertEquals(FourTuple.parse("203.0.113.7:51234>10.77.0.100:80"), state.tuple());
        }
    }

    @Test
    void acceptsTheSameOutputInWhateverPieces() {
        byte[] sent = pattern(200_000);
        StreamComparer comparer = new StreamComparer(of(sent), OutputComparison.EXACT);
        for (int at = 0; at < sent.length; at += 777) {
            assertFalse(comparer.done());
            comparer.accept(sent, at, Math.min(777, sent.length - at));
        }
        assertTrue(comparer.done());
        assertFalse(comparer.refused());
        assertEquals(200_000, comparer.comparedBytes());
        assertEquals("", comparer.firstDifference());
    }

    @Test
    void refusesAnotherDateWhenEveryByteCounts() {
        StreamComparer comparer = new StreamComparer(of(bytes(RESPONSE)), OutputComparison.EXACT);
        feed(comparer, RESPONSE.replace("06:05:01", "06:05:09"));
        assertTrue(comparer.refused());
        assertFalse(comparer.done());
        assertEquals(1, comparer.differingBytes());
        assertEquals(
                "byte " + (RESPONSE.indexOf("05:01") + 4) + ": 0x31 was sent, the copy wrote 0x39",
                comparer.firstDifference());
    }

    @Test
    void countsAnotherDateWhenOnlyTheLengthCounts() {
        StreamComparer comparer = new StreamComparer(of(bytes(RESPONSE)), OutputComparison.LENGTH_ONLY);
        feed(comparer, RESPONSE.replace("06:05:01", "07:15:09"));
        assertFalse(comparer.refused());
        assertTrue(comparer.done());
        assertEquals(3, comparer.differingBytes());
    }

    @Test
    void saysWhichBlockBeyondTheHeadDiffers() {
        byte[] sent = pattern(200_000);
        byte[] copy = sent.clone();
        copy[140_000] ^= 1;
        StreamComparer lenient = new StreamComparer(of(sent), OutputComparison.LENGTH_ONLY);
        lenient.accept(copy, 0, copy.length);
        assertEquals(65_536, lenient.differingBytes());
        assertEquals("within bytes 131072 to 196607 (block 2)", lenient.firstDifference());
        assertTrue(lenient.done());
        StreamComparer exact = new StreamComparer(of(sent), OutputComparison.EXACT);
        exact.accept(copy, 0, copy.length);
        assertTrue(exact.refused());
        assertEquals(196_608, exact.comparedBytes());
    }

    @Test
    void comparesTheLastBlockThatIsNotFull() {
        byte[] sent = pattern(70_000);
        byte[] copy = sent.clone();
        copy[69_999] ^= 1;
        StreamComparer comparer = new StreamComparer(of(sent), OutputComparison.EXACT);
        comparer.accept(copy, 0, copy.length);
        assertTrue(comparer.refused());
        assertEquals("within bytes 65536 to 69999 (block 1)", comparer.firstDifference());
    }

    @Test
    void doesNotLookAtNewOutput() {
        StreamComparer comparer = new StreamComparer(of(bytes("captured")), OutputComparison.EXACT);
        feed(comparer, "captured and then more");
        assertTrue(comparer.done());
        assertEquals(8, comparer.comparedBytes());
    }

    @Test
    void isDoneAtOnceWhenNothingHadBeenSent() {
        assertTrue(new StreamComparer(of(new byte[0]), OutputComparison.EXACT).done());
    }

    private ConnectionInformation of(byte[] outbound) {
        StreamDigest digest = new StreamDigest(true);
        digest.accept(ByteBuffer.wrap(outbound));
        byte[] head = Arrays.copyOf(outbound, Math.min(outbound.length, 65_536));
        return new ConnectionInformation(
                1, state, new byte[0], outbound.length, 65_536, digest.blockDigests(), head, new byte[0], false);
    }

    private static void feed(StreamComparer comparer, String text) {
        comparer.accept(bytes(text), 0, text.length());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 7 >> 2);
        }
        return bytes;
    }
}
