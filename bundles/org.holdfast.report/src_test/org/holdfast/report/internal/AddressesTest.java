package org.holdfast.report.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import org.holdfast.model.net.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.5, 10.0.0.5",
        "2001:db8:0:0:0:0:0:5, 2001:db8::5",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:1:2:3:4:0:0, 2001:db8:1:2:3:4::",
        "fe80:0:0:0:0:0:0:0, fe80::",
        "0:0:0:0:0:0:0:1, ::1",
        "0:0:0:0:0:0:0:0, ::"
    })
    void areShortenedAsRfc5952Says(String address, String expected) {
        assertEquals(expected, Addresses.format(InetAddress.ofLiteral(address)));
    }

    @Test
    void endpointsHaveBracketsAroundIpv6Only() {
        assertEquals("[2001:db8::5]:80", Addresses.format(Endpoint.parse("[2001:db8::5]:80")));
        assertEquals("10.0.0.5:80", Addresses.format(Endpoint.parse("10.0.0.5:80")));
    }
}
