package org.holdfast.cache.internal.remember;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CarriedPacketsTest {

    @Test
    void knowsEachPacketOnceWhereItWasStoredLast() {
        CarriedPackets carried = new CarriedPackets();
        for (long i = 100; i > 0; i--) {
            carried.add(i * 4, 1000 + i);
            carried.add(i * 4, 2000 + i);
            carried.add(i * 4, 500 + i);
        }
        assertEquals(100, carried.size());
        for (int i = 0; i < 100; i++) {
            assertEquals(4 * (i + 1), carried.identity(i));
            assertEquals(2001 + i, carried.reference(i));
        }
    }
}
