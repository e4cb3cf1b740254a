package org.holdfast.cache.handover;

import java.util.zip.CRC32C;
import org.holdfast.model.ownership.OutputComparison;

/**
 * Holds the output of the failover host's copy of the application against what the remote host had been sent: the head
 * byte by byte, what follows block by block through digests. What lies after the captured end is new output and not
 * looked at. Not safe for threads.
 */
public final class StreamComparer {

    private final OutputComparison policy;
    private final byte[] head;
    private final int[] digests;
    private final int digestBlock;
    private final long end;
    private final CRC32C running = new CRC32C();
    private long compared;
    private long differing;
    private String firstDifference = "";

    public StreamComparer(ConnectionInformation information, OutputComparison policy) {
        this.policy = policy;
        head = information.outboundHead();
        digests = information.outboundDigests();
        digestBlock = information.digestBlock();
        end = information.outboundBytes();
    }

    /** Takes the copy's next bytes; once refused, nothing more is looked at. */
    public void accept(byte[] bytes, int offset, int length) {
        int at = offset;
        int last = offset + (int) Math.min(length, end - compared);
        while (at < last && !refused()) {
            long blockEnd = Math.min(end, (compared / digestBlock + 1) * digestBlock);
            int n = (int) Math.min(last - at, blockEnd - compared);
            if (blockEnd <= head.length) {
                compareLiterally(bytes, at, n);
            } else {
                running.update(bytes, at, n);
            }
            compared += n;
            at += n;
            if (compared == blockEnd && blockEnd > head.length) {
                compareBlock((int) ((blockEnd - 1) / digestBlock));
            }
        }
    }

    /** Whether the copy differs and the policy doesn't allow it: the connection must not be continued. */
    public boolean refused() {
        return differing > 0 && policy == OutputComparison.EXACT;
    }

    /** Bytes taken so far, up to the captured end. What the copy wrote after them is to be sent. */
    public long comparedBytes() {
        return compared;
    }

    /** Bytes that differ; beyond the head all bytes of a block that differs. */
    public long differingBytes() {
        return differing;
    }

    /** Where the first difference is, for people; empty when there is none. */
    public String firstDifference() {
        return firstDifference;
    }

    /** Whether the copy has reached the point of failure. */
    public boolean done() {
        return compared == end && !refused();
    }

    private void compareLiterally(byte[] bytes, int at, int length) {
        for (int i = 0; i < length; i++) {
            int position = (int) compared + i;
            if (bytes[at + i] != head[position]) {
                if (differing++ == 0) {
                    firstDifference = "byte %d: 0x%02x was sent, the copy wrote 0x%02x"
                            .formatted(position, head[position] & 0xff, bytes[at + i] & 0xff);
                }
            }
        }
    }

    private void compareBlock(int block) {
        if ((int) running.getValue() != digests[block]) {
            long from = (long) block * digestBlock;
            if (differing == 0) {
                firstDifference = "within bytes %d to %d (block %d)".formatted(from, compared - 1, block);
            }
            differing += compared - from;
        }
        running.reset();
    }
}
