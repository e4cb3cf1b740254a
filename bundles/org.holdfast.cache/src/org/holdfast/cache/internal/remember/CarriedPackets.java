package org.holdfast.cache.internal.remember;

import java.util.Arrays;

/** Packets that were found stored again, by where they were stored first. 16 bytes each. Not safe for threads. */
final class CarriedPackets {

    private static final int SMALLEST = 16;

    private long[] identities = new long[SMALLEST];
    private long[] references = new long[SMALLEST];
    private int size;
    private boolean sorted = true;

    void add(long identity, long reference) {
        if (size == identities.length) {
            identities = Arrays.copyOf(identities, size * 2);
            references = Arrays.copyOf(references, size * 2);
        }
        identities[size] = identity;
        references[size] = reference;
        size++;
        sorted = false;
    }

    void addAll(CarriedPackets others) {
        for (int i = 0; i < others.size; i++) {
            add(others.identities[i], others.references[i]);
        }
    }

    /** How many different packets. */
    int size() {
        sort();
        return size;
    }

    /** In ascending order, each once. */
    long identity(int index) {
        return identities[index];
    }

    /** Where it was stored last: that segment stays longest. */
    long reference(int index) {
        return references[index];
    }

    private void sort() {
        if (sorted) {
            return;
        }
        long[] order = Arrays.stream(identities, 0, size).sorted().distinct().toArray();
        long[] newest = new long[order.length];
        for (int i = 0; i < size; i++) {
            int place = Arrays.binarySearch(order, identities[i]);
            newest[place] = Math.max(newest[place], references[i]);
        }
        identities = order;
        references = newest;
        size = order.length;
        sorted = true;
    }
}
