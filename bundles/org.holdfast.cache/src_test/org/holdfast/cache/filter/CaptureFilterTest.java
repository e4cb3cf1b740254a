package org.holdfast.cache.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.holdfast.model.net.FourTuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureFilterTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            host 10.0.0.5                            | host 10.0.0.5
            host != 10.0.0.5                         | not (host 10.0.0.5)
            net 10.0.0.0/8 and port 80-90            | (net 10.0.0.0/8) and (portrange 80-90)
            port {80, 443}                           | (port 80) or (port 443)
            port < 1024                              | portrange 0-1023
            port >= 1024                             | portrange 1024-65535
            ipv6 and not host 2001:db8::1            | (ip6) and (not (host 2001:db8:0:0:0:0:0:1))
            client 10.0.0.5                          | host 10.0.0.5
            not client 10.0.0.5                      | ''
            not (client 10.0.0.5 or port 22)         | not (port 22)
            server 10.0.0.5:80 or clientport 53      | ((host 10.0.0.5) and (port 80)) or (port 53)
            not (host 10.0.0.5 and not client 10.0.0.6) | not ((host 10.0.0.5) and (not (host 10.0.0.6)))
            """)
    void letsThroughAtLeastWhatIsWanted(String filter, String pcap) throws FilterException {
        assertEquals(pcap, CaptureFilter.parse(filter).pcap());
    }

    @Test
    void isExactForAConnection() throws FilterException {
        CaptureFilter filter = CaptureFilter.parse("not client 10.0.0.5 and server 10.0.0.0/24");
        assertTrue(filter.matches(FourTuple.parse("10.0.0.6:1>10.0.0.5:80")));
        assertTrue(!filter.matches(FourTuple.parse("10.0.0.5:1>10.0.0.6:80")));
    }

    @Test
    void refusesWhatIsntKnownWhenAConnectionBegins() {
        FilterException refused =
                assertThrows(FilterException.class, () -> CaptureFilter.parse("port 80 and bytes > 10MB"));
        assertEquals(12, refused.position());
        assertTrue(refused.getMessage().startsWith("'bytes' isn't known yet"), refused.getMessage());
        assertThrows(FilterException.class, () -> CaptureFilter.parse("live"));
    }
}
