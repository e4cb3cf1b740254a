package org.holdfast.cache.internal.decode;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/** One IP datagram of which some fragments have come. Bytes that came first are kept, whatever comes later. */
final class FragmentedDatagram {

    /** What a fragment added. */
    enum Added {
        NEW,
        /** Bytes that were there already, all the same. */
        DUPLICATE,
        /** Bytes in the place of others, or a second end. */
        OVERLAP
    }

    static final int LARGEST = 65_535;

    private static final int UNIT = 8;
    private static final int UNKNOWN = -1;
    private static final byte[] NOTHING = {};

    private final long begunNanos;
    private final BitSet units = new BitSet();
    private byte[] data = NOTHING;
    private byte[] header;
    private Fragment first;
    private int length = UNKNOWN;
    private boolean bytesWanted = true;
    private boolean discarded;

    FragmentedDatagram(long begunNanos) {
        this.begunNanos = begunNanos;
    }

    long begunNanos() {
        return begunNanos;
    }

    /** From now on only which fragments have come is remembered. */
    void forgetBytes() {
        bytesWanted = false;
        data = NOTHING;
    }

    boolean bytesWanted() {
        return bytesWanted;
    }

    /** No fragment of it is used, not even those still to come. */
    void discard() {
        discarded = true;
        forgetBytes();
    }

    boolean discarded() {
        return discarded;
    }

    int heldBytes() {
        return data.length;
    }

    /** Takes the bytes of a fragment that ends within {@link #LARGEST}. */
    Added add(ByteBuffer bytes, Fragment fragment) {
        if (!endsFit(fragment)) {
            return Added.OVERLAP;
        }
        if (!fragment.more()) {
            length = fragment.end();
        }
        if (fragment.offset() == 0 && header == null) {
            first = fragment;
            header = new byte[fragment.headerLength()];
            bytes.get(fragment.headerAt(), header);
        }
        return bytesWanted ? copy(bytes, fragment) : mark(fragment);
    }

    private boolean endsFit(Fragment fragment) {
        return fragment.more()
                ? length == UNKNOWN || fragment.end() <= length
                : (length == UNKNOWN || length == fragment.end()) && units.length() <= unitsOf(fragment.end());
    }

    private Added mark(Fragment fragment) {
        units.set(fragment.offset() / UNIT, unitsOf(fragment.end()));
        return Added.NEW;
    }

    private Added copy(ByteBuffer bytes, Fragment fragment) {
        if (data.length < fragment.end()) {
            data = Arrays.copyOf(data, Math.min(LARGEST + UNIT, Math.max(fragment.end(), data.length * 2)));
        }
        boolean fresh = true;
        boolean known = true;
        boolean same = true;
        for (int at = fragment.offset(); at < fragment.end(); at += UNIT) {
            int from = fragment.dataAt() + at - fragment.offset();
            int count = Math.min(UNIT, fragment.end() - at);
            if (units.get(at / UNIT)) {
                fresh = false;
                same &= ByteBuffer.wrap(data, at, count).equals(bytes.slice(from, count));
            } else {
                known = false;
                bytes.get(from, data, at, count);
            }
        }
        mark(fragment);
        if (fresh) {
            return Added.NEW;
        }
        return known && same ? Added.DUPLICATE : Added.OVERLAP;
    }

    private static int unitsOf(int bytes) {
        return (bytes + UNIT - 1) / UNIT;
    }

    /** Whether every fragment has come. */
    boolean isWhole() {
        return length != UNKNOWN && units.nextClearBit(0) >= unitsOf(length);
    }

    /** Header and data, 0 when that is more than a datagram can be. */
    int totalLength() {
        int total = header.length + length;
        int counted = first.key().ipv6() ? total - Ipv6.HEADER : total;
        return counted > LARGEST ? 0 : total;
    }

    /** Writes the datagram as if it never had been in fragments, from position 0 to the limit. */
    void writeTo(ByteBuffer datagram) {
        datagram.clear();
        datagram.put(header).put(data, 0, length).flip();
        if (first.key().ipv6()) {
            datagram.putShort(4, (short) (datagram.limit() - Ipv6.HEADER));
            datagram.put(first.nextOffset(), (byte) first.protocol());
        } else {
            datagram.putShort(2, (short) datagram.limit());
            datagram.putShort(6, (short) 0);
            datagram.putShort(10, (short) 0);
            long sum = InternetChecksum.sum(datagram, 0, header.length);
            datagram.putShort(10, (short) ~InternetChecksum.fold(sum));
        }
    }
}
