package org.holdfast.cache.internal.reassemble;

import java.nio.ByteBuffer;
import org.holdfast.cache.internal.decode.TcpChecksum;

/**
 * What came with a SYN (RFC 7413), kept until the other end says whether it took it. It counts as early bytes and makes
 * room for others like these, so that a flood of such SYNs takes no more memory than is granted.
 */
public final class SynData {

    /** One piece; none once it had to make room. */
    private final EarlyBytes bytes = new EarlyBytes();

    /** What doesn't find room isn't kept. */
    public SynData(ByteBuffer frame, int at, int length, StreamMemory memory) {
        bytes.add(0, frame, at, length, TcpChecksum.UNKNOWN_SUM, true, memory);
    }

    /** Gives the bytes out and their memory back; empty when they had to make room. */
    public byte[] take(StreamMemory memory) {
        EarlyBytes.Piece first = bytes.first();
        bytes.release(memory);
        return first == null ? new byte[0] : first.bytes();
    }
}
