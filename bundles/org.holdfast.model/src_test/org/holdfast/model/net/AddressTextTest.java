package org.holdfast.model.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTextTest {

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
        assertEquals(expected, AddressText.of(InetAddress.ofLiteral(address)));
    }

    @Test
    void endpointsHaveBracketsAroundIpv6Only() {
        assertEquals(
                "[2001:db8::5]:80", Endpoint.parse("[2001:db8:0:0:0:0:0:5]:80").toString());
        assertEquals("10.0.0.5:80", Endpoint.parse("10.0.0.5:80").toString());
    }
}
