package org.holdfast.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.List;
import org.holdfast.cache.internal.decode.Addresses;
import org.junit.jupiter.api.Test;

class SelectorTest {

    @Test
    void writesTheFilterOfOneService() {
        assertEquals(
                "tcp and host 10.77.0.100 and (port 80 or portrange 8000-8099)",
                Selector.pcapFilter(List.of(Services.named("web", "10.77.0.100", "80", "8000-8099"))));
        assertEquals(
                "tcp and host 10.77.0.100 and port 80",
                Selector.pcapFilter(List.of(Services.named("web", "10.77.0.100", "80"))));
    }

    @Test
    void writesTheFilterOfSeveralServices() {
        assertEquals(
                "tcp and ((host 10.77.0.100 and port 80) or (host 10.77.0.101 and port 5432))",
                Selector.pcapFilter(List.of(
                        Services.named("web", "10.77.0.100", "80"), Services.named("db", "10.77.0.101", "5432"))));
    }

    @Test
    void letsAllTcpThroughWithoutServices() {
        assertEquals("tcp", Selector.pcapFilter(List.of()));
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
