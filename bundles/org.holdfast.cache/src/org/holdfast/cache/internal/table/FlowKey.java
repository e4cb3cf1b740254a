package org.holdfast.cache.internal.table;

import org.holdfast.cache.internal.decode.Segment;

/**
 * Both ends of a connection, the same for both directions. Mutable, so that one instance can look up every segment
 * without allocating; a key that is kept in a map is a {@link #copy()}.
 */
final class FlowKey {

    /** 2⁶⁴ divided by the golden ratio: spreads neighbouring numbers. */
    private static final long MIX = 0x9e3779b97f4a7c15L;

    private boolean ipv6;
    private long lowerHigh;
    private long lowerLow;
    private int lowerPort;
    private long upperHigh;
    private long upperLow;
    private int upperPort;

    /** Sets the key and returns whether the segment's source is the lower end. */
    boolean set(Segment segment) {
        ipv6 = segment.ipv6();
        boolean sourceIsLower = sourceIsLower(segment);
        if (sourceIsLower) {
            lower(segment.sourceHigh(), segment.sourceLow(), segment.sourcePort());
            upper(segment.destinationHigh(), segment.destinationLow(), segment.destinationPort());
        } else {
            lower(segment.destinationHigh(), segment.destinationLow(), segment.destinationPort());
            upper(segment.sourceHigh(), segment.sourceLow(), segment.sourcePort());
        }
        return sourceIsLower;
    }

    FlowKey copy() {
        FlowKey copy = new FlowKey();
        copy.ipv6 = ipv6;
        copy.lower(lowerHigh, lowerLow, lowerPort);
        copy.upper(upperHigh, upperLow, upperPort);
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FlowKey that
                && ipv6 == that.ipv6
                && lowerLow == that.lowerLow
                && lowerHigh == that.lowerHigh
                && lowerPort == that.lowerPort
                && upperLow == that.upperLow
                && upperHigh == that.upperHigh
                && upperPort == that.upperPort;
    }

    @Override
    public int hashCode() {
        long hash = lowerLow * MIX + upperLow;
        hash = hash * MIX + (lowerHigh ^ upperHigh);
        // Multiplied last: only the high half is used, and the ports differ most.
        hash = (hash * MIX + ((long) lowerPort << 16 | upperPort)) * MIX;
        return (int) (hash >>> 32);
    }

    private void lower(long high, long low, int port) {
        lowerHigh = high;
        lowerLow = low;
        lowerPort = port;
    }

    private void upper(long high, long low, int port) {
        upperHigh = high;
        upperLow = low;
        upperPort = port;
    }

    private static boolean sourceIsLower(Segment s) {
        int high = Long.compareUnsigned(s.sourceHigh(), s.destinationHigh());
        int low = Long.compareUnsigned(s.sourceLow(), s.destinationLow());
        int address = high != 0 ? high : low;
        return address != 0 ? address < 0 : s.sourcePort() <= s.destinationPort();
    }
}
