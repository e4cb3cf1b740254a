package org.holdfast.cluster.internal.channel;

import java.util.BitSet;

/**
 * Which numbered messages of one sender were taken, in its newest life (the idea of RFC 4303, 3.4.3). Messages to one and to
 * all come by different ways, so a smaller number may come after a larger one.
 */
final class ReplayWindow {

    static final int SIZE = 4096;

    private final BitSet taken = new BitSet(SIZE);
    private long boot = Long.MIN_VALUE;
    private long largest;

    /** Whether it wasn't taken before; it is afterwards. Numbers begin with 1. */
    synchronized boolean isNew(long life, long number) {
        if (life < boot || number < 1) {
            return false;
        }
        if (life > boot) {
            boot = life;
            largest = 0;
            taken.clear();
        }
        if (number <= largest - SIZE) {
            return false;
        }
        for (long n = Math.max(largest + 1, number - SIZE + 1); n <= number; n++) {
            taken.clear((int) (n % SIZE));
        }
        largest = Math.max(largest, number);
        int slot = (int) (number % SIZE);
        if (taken.get(slot)) {
            return false;
        }
        taken.set(slot);
        return true;
    }
}
