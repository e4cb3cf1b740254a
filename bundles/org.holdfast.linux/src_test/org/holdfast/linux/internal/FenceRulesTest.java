package org.holdfast.linux.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FenceRulesTest {

    private static final InetAddress V4 = InetAddress.ofLiteral("10.77.0.100");
    private static final InetAddress V6 = InetAddress.ofLiteral("fd77::100");

    private final FenceRules rules = new FenceRules("holdfast");

    @Test
    void sortsTheOwnedAddressesByFamily() {
        String text = rules.install("eth0", List.of(V4, V6));
        assertTrue(text.contains("set owned4 { type ipv4_addr; elements = { 10.77.0.100 }; }"), text);
        assertTrue(text.contains("set owned6 { type ipv6_addr; elements = { fd77:0:0:0:0:0:0:100 }; }"), text);
    }

    @Test
    void leavesAnEmptySetWithoutElements() {
        assertTrue(rules.install("eth0", List.of(V4)).contains("set owned6 { type ipv6_addr; }"));
    }

    @Test
    void renewsWithoutALeadingAddSoThatALeaseThatRanOutStaysOut() {
        assertEquals("""
                delete element netdev holdfast leased4 { 10.77.0.100 }
                add element netdev holdfast leased4 { 10.77.0.100 timeout 300ms }
                """, rules.renew(V4, Duration.ofMillis(300)));
    }

    @Test
    void grantsWhetherOrNotThereIsALease() {
        assertEquals("""
                add element netdev holdfast leased6 { fd77:0:0:0:0:0:0:100 }
                delete element netdev holdfast leased6 { fd77:0:0:0:0:0:0:100 }
                add element netdev holdfast leased6 { fd77:0:0:0:0:0:0:100 timeout 2000ms }
                """, rules.grant(V6, Duration.ofSeconds(2)));
    }
}
