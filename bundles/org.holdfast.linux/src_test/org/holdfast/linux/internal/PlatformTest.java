package org.holdfast.linux.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PlatformTest {

    @Test
    void knowsBothProcessors() {
        assertTrue(Platform.supports("Linux", "amd64"));
        assertTrue(Platform.supports("Linux", "aarch64"));
    }

    @Test
    void refusesOtherSystemsAndProcessors() {
        assertFalse(Platform.supports("Mac OS X", "aarch64"));
        assertFalse(Platform.supports("Windows 11", "amd64"));
        assertFalse(Platform.supports("Linux", "riscv64"));
    }
}
