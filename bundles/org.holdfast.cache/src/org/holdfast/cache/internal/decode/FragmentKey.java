package org.holdfast.cache.internal.decode;

/** What the fragments of one datagram have in common (RFC 791 §3.2, RFC 8200 §4.5); IPv6 leaves the protocol out. */
record FragmentKey(
        boolean ipv6,
        long sourceHigh,
        long sourceLow,
        long destinationHigh,
        long destinationLow,
        int identification,
        int protocol) {

    static FragmentKey of(Segment segment, int identification, int protocol) {
        return new FragmentKey(
                segment.ipv6(),
                segment.sourceHigh,
                segment.sourceLow,
                segment.destinationHigh,
                segment.destinationLow,
                identification,
                protocol);
    }
}
