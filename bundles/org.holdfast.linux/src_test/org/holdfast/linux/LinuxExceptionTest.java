package org.holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.holdfast.linux.internal.Failures;
import org.junit.jupiter.api.Test;

class LinuxExceptionTest {

    @Test
    void saysCallErrorTargetAndRemedy() {
        LinuxException e = assertThrows(
                LinuxException.class,
                () -> Failures.check(-1, "TCP_REPAIR", "connection 10.0.0.9:5>10.0.0.5:80", "CAP_NET_ADMIN"));
        assertEquals(
                "TCP_REPAIR: EPERM (1): connection 10.0.0.9:5>10.0.0.5:80: needs CAP_NET_ADMIN in the network"
                        + " namespace: run the agent with that capability",
                e.getMessage());
        assertEquals(1, e.errno());
    }

    @Test
    void letsASuccessThrough() throws LinuxException {
        assertEquals(7, Failures.check(7, "socket", "anything", "CAP_NET_ADMIN"));
    }
}
