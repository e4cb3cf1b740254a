package org.holdfast.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import org.holdfast.cache.filter.CaptureFilter;
import org.holdfast.cache.filter.FilterException;
import org.holdfast.cache.internal.decode.Addresses;
import org.holdfast.model.net.FourTuple;
import org.junit.jupiter.api.Test;

class SelectorTest {

    private static final String FRAGMENT = "ip[6:2] & 0x1fff != 0 or ip6[6] = 44";

    @Test
    void writesTheFilterOfOneService() {
        assertEquals(
                "((host 10.77.0.100) and (tcp port 80 or tcp portrange 8000-8099 or " + FRAGMENT + "))",
                new Selector(List.of(Services.named("web", "10.77.0.100", "80", "8000-8099"))).pcapFilter());
    }

    @Test
    void writesTheFilterOfSeveralServices() {
        assertEquals(
                "((host 10.77.0.100) and (tcp port 80 or " + FRAGMENT
                        + ")) or ((host 10.77.0.101) and (tcp port 5432 or " + FRAGMENT + "))",
                new Selector(List.of(
                                Services.named("web", "10.77.0.100", "80"),
                                Services.named("db", "10.77.0.101", "5432")))
                        .pcapFilter());
    }

    @Test
    void letsAllTcpThroughWithoutServices() {
        assertEquals("(tcp) or (" + FRAGMENT + ")", new Selector(List.of()).pcapFilter());
    }

    @Test
    void addsTheAdministratorsFilter() throws FilterException {
        Selector selector = new Selector(List.of(), CaptureFilter.parse("not host 10.0.0.9"));
        assertEquals(
                "((tcp) or (" + FRAGMENT + ")) and ((not (host 10.0.0.9)) or (" + FRAGMENT + "))",
                selector.pcapFilter());
        assertTrue(selector.passes(FourTuple.parse("10.0.0.8:1>10.0.0.1:80")));
        assertFalse(selector.passes(FourTuple.parse("10.0.0.9:1>10.0.0.1:80")));
    }

    @Test
    void tellsWhichServiceCoversAnEnd() {
        Selector selector = new Selector(List.of(
                Services.named("web", "10.77.0.100", "80", "8000-8099"), Services.named("six", "2001:db8::5", "80")));
        assertEquals("web", at(selector, "10.77.0.100", 8099));
        assertEquals("", at(selector, "10.77.0.100", 8100));
        assertEquals("six", at(selector, "2001:db8::5", 80));
        assertEquals("", at(selector, "::a4d:64", 80), "an IPv6 address with the bits of the IPv4 one");
    }

    private static String at(Selector selector, String address, int port) {
        InetAddress a = InetAddress.ofLiteral(address);
        return selector.name(
                selector.serviceAt(a.getAddress().length == 16, Addresses.high(a), Addresses.low(a), port));
    }
}
