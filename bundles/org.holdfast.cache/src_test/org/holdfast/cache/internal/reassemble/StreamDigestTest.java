package org.holdfast.cache.internal.reassemble;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.holdfast.model.incident.StreamProof;
import org.junit.jupiter.api.Test;

class StreamDigestTest {

    @Test
    void provesTheEmptyStream() {
        StreamDigest digest = new StreamDigest(true);
        assertEquals(
                new StreamProof(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"), digest.proof());
        assertArrayEquals(new int[0], digest.blockDigests());
    }

    @Test
    void goesOnAfterAProof() {
        StreamDigest digest = new StreamDigest(false);
        digest.accept(ByteBuffer.wrap("a".getBytes(StandardCharsets.US_ASCII)));
        digest.proof();
        digest.accept(ByteBuffer.wrap("bc".getBytes(StandardCharsets.US_ASCII)));
        assertEquals(
                new StreamProof(3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"), digest.proof());
        digest.finish();
        assertEquals(
                new StreamProof(3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"), digest.proof());
    }

    @Test
    void digestsBlocksWhereverTheSegmentsEnd() {
        byte[] bytes = new byte[65536 * 2 + 10];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 >> 3);
        }
        StreamDigest digest = new StreamDigest(true);
        for (int at = 0; at < bytes.length; at += 1448) {
            digest.accept(ByteBuffer.wrap(bytes, at, Math.min(1448, bytes.length - at)));
        }
        assertArrayEquals(
                new int[] {crc(bytes, 0, 65536), crc(bytes, 65536, 65536), crc(bytes, 131072, 10)},
                digest.blockDigests());
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
