package org.holdfast.lab.internal.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.holdfast.lab.LabException;
import org.junit.jupiter.api.Test;

class FrameCountsTest {

    @Test
    void readsWhatTcpdumpPrints() throws LabException {
        assertEquals(new FrameCounts(370387, 477708), FrameCounts.in("""
                tcpdump: listening on p-server, link-type EN10MB (Ethernet), snapshot length 262144 bytes
                370387 packets captured
                1034052 packets received by filter
                477708 packets dropped by kernel
                """));
    }

    @Test
    void readsWhatHoldfastPrints() throws LabException {
        assertEquals(new FrameCounts(1_206_170, 3_000), FrameCounts.in("""
                capturing on mon0 into segments; Ctrl+C ends it
                206,170 packets/s, 1,000 dropped, 4 connections, 40,169,120 bytes stored
                1,206,170 packets captured, 1,206,168 of them of tracked connections; 4 connections are open
                3,000 dropped by the kernel, 0 by the interface
                40,169,120 bytes stored, 0 evicted
                """));
    }

    @Test
    void readsASinglePacket() throws LabException {
        assertEquals(new FrameCounts(1, 1), FrameCounts.in("1 packet captured\n1 packet dropped by kernel\n"));
    }

    @Test
    void saysWhatWasPrintedInstead() {
        LabException failure =
                assertThrows(LabException.class, () -> FrameCounts.in("mon0: you don't have permission\n"));

        assertTrue(failure.getMessage().contains("mon0: you don't have permission"), failure.getMessage());
    }
}
