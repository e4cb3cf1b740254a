package org.holdfast.linux.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteOrder;
import java.util.HexFormat;
import org.holdfast.model.net.Endpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Laid out for a little-endian host, as x86-64 and aarch64 Linux are. */
class SocketAddressesTest {

    @BeforeEach
    void littleEndian() {
        assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "expected bytes are little-endian");
    }

    @Test
    void ipv4() {
        assertEquals(
                "0200" + "1f90" + "0a4d0064" + "0000000000000000",
                hex(SocketAddresses.of(endpoint("10.77.0.100:8080"))));
    }

    @Test
    void ipv6() {
        assertEquals(
                "0a00" + "1f90" + "00000000" + "fd770000000000000000000000000100" + "00000000",
                hex(SocketAddresses.of(endpoint("[fd77::100]:8080"))));
    }

    @Test
    void link() {
        assertEquals(
                "1100" + "0806" + "05000000" + "000000000000000000000000", hex(SocketAddresses.link(Abi.ETH_P_ARP, 5)));
    }

    @Test
    void netlink() {
        assertEquals("1000" + "0000" + "0000000000000000", hex(SocketAddresses.kernel()));
    }

    private static Endpoint endpoint(String text) {
        return Endpoint.parse(text);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
