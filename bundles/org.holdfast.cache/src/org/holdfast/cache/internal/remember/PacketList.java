package org.holdfast.cache.internal.remember;

import java.util.Arrays;
import org.holdfast.model.tcp.Direction;

/**
 * The stored packets of one connection, 16 bytes each, in the order of capture. Packets count from 1; those whose
 * segment is gone are forgotten from the front, their numbers stay taken. Not safe for threads; {@link #copy()} is.
 */
public final class PacketList {

    private static final int SMALLEST = 4;

    /** References; the sign bit says outbound. */
    private long[] references;
    /** Stream offset of the first byte of payload, -1 without payload. */
    private long[] payloadOffsets;

    private int size;
    private long forgotten;
    private boolean incomplete;

    public PacketList() {
        references = new long[SMALLEST];
        payloadOffsets = new long[SMALLEST];
    }

    private PacketList(PacketList other) {
        references = Arrays.copyOf(other.references, other.size);
        payloadOffsets = Arrays.copyOf(other.payloadOffsets, other.size);
        size = other.size;
        forgotten = other.forgotten;
        incomplete = other.incomplete;
    }

    /**
     * @param reference where it is, or {@link PacketReference#NONE} when it couldn't be stored
     * @param oldestSegment what is before it may be forgotten
     */
    public void add(long reference, Direction direction, long payloadOffset, int oldestSegment) {
        if (reference == PacketReference.NONE) {
            forgotten++;
            incomplete = true;
            return;
        }
        if (size == references.length) {
            forgetBefore(oldestSegment);
            if (size > references.length / 2) {
                references = Arrays.copyOf(references, size * 2);
                payloadOffsets = Arrays.copyOf(payloadOffsets, size * 2);
            }
        }
        references[size] = direction == Direction.OUTBOUND ? reference | Long.MIN_VALUE : reference;
        payloadOffsets[size] = payloadOffset;
        size++;
    }

    /** Packets so far, lost ones counted. */
    public long count() {
        return forgotten + size;
    }

    /** Whether all packets from the first one are stored, given the oldest segment there is. */
    public boolean isWhole(int oldestSegment) {
        return !incomplete && forgotten == 0 && (size == 0 || PacketReference.segment(reference(0)) >= oldestSegment);
    }

    /** The memory lost what it had in {@code segment} from {@code offset} on. */
    public void lost(int segment, long offset) {
        if (size > 0) {
            long last = reference(size - 1);
            if (PacketReference.segment(last) == segment && PacketReference.offset(last) >= offset) {
                incomplete = true;
            }
        }
    }

    /** Packets that are in the list; index 0 is packet 1 when the list is whole. */
    public int size() {
        return size;
    }

    public long reference(int index) {
        return references[index] & Long.MAX_VALUE;
    }

    public Direction direction(int index) {
        return references[index] < 0 ? Direction.OUTBOUND : Direction.INBOUND;
    }

    public long payloadOffset(int index) {
        return payloadOffsets[index];
    }

    public PacketList copy() {
        return new PacketList(this);
    }

    private void forgetBefore(int oldestSegment) {
        int gone = 0;
        while (gone < size && PacketReference.segment(reference(gone)) < oldestSegment) {
            gone++;
        }
        if (gone > 0) {
            System.arraycopy(references, gone, references, 0, size - gone);
            System.arraycopy(payloadOffsets, gone, payloadOffsets, 0, size - gone);
            size -= gone;
            forgotten += gone;
        }
    }
}
