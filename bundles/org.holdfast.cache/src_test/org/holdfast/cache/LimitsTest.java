package org.holdfast.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class LimitsTest {

    @Test
    void asMuchInMemoryAsOnDiskUpToAQuarterOfAGibibyte() {
        assertEquals(1 << 20, new Limits(1 << 20, 64 << 10).memoryBytes());
        assertEquals(256 << 20, new Limits(8L << 30, 64 << 20).memoryBytes());
        assertEquals(8L << 30, Limits.DEFAULT.diskBytes());
    }

    @Test
    void refusesWhatLeavesNoRoomForPackets() {
        assertThrows(IllegalArgumentException.class, () -> new Limits(16 << 10, 1000));
        assertThrows(IllegalArgumentException.class, () -> new Limits(1000, 4096));
        assertThrows(IllegalArgumentException.class, () -> Limits.DEFAULT.withMemoryBytes(1000));
        assertThrows(IllegalArgumentException.class, () -> Limits.DEFAULT.withConnectionBytes(1000));
    }
}
