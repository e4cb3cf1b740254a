package org.holdfast.cluster.internal.heartbeat;

/**
 * One heartbeat, unpacked. Allocated once and filled again and again by the heartbeat thread. Services have the reader's
 * numbers here.
 */
final class Beat {

    int sender;
    /** Which life of the sender. */
    long boot;
    /** Counted from 1 in each life. */
    long sequence;
    /** Bit i: the sender hears member i. */
    long hears;
    /** Bit i: the sender has waited in vain for member i. Neither bit: it hasn't made up its mind. */
    long silent;
    /** By member: the life and the number of its last heartbeat that reached the sender; 0 for none. */
    final long[] echoedBoot;

    final long[] echoed;
    /** By service: the epoch in which the sender owns it; 0 when it doesn't. */
    final long[] claimed;
    /** By service: the epoch for which the sender's voter keeps a promise; 0 for none. */
    final long[] honoured;

    Beat(int members, int services) {
        echoedBoot = new long[members];
        echoed = new long[members];
        claimed = new long[services];
        honoured = new long[services];
    }
}
