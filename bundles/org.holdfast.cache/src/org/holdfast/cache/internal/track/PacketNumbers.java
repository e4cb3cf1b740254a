package org.holdfast.cache.internal.track;

import java.util.Arrays;

/** Ascending numbers of packets, not many. Added to by one thread, asked by any. */
final class PacketNumbers {

    private static final int LIMIT = 4096;

    private volatile long[] numbers = new long[4];
    private volatile int count;

    /** Adds a number larger than those before, if there is room. */
    boolean add(long number) {
        if (count == LIMIT) {
            return false;
        }
        long[] all = numbers;
        if (count == all.length) {
            all = Arrays.copyOf(all, count * 2);
        }
        all[count] = number;
        numbers = all;
        count = count + 1;
        return true;
    }

    boolean contains(long number) {
        // In this order: the list is never shorter than a count that was read before.
        int known = count;
        return Arrays.binarySearch(numbers, 0, known, number) >= 0;
    }
}
