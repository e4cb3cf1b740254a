package org.holdfast.cli.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.holdfast.model.net.FourTuple;
import org.junit.jupiter.api.Test;

class OptionValuesTest {

    @Test
    void readsSizes() {
        assertEquals(4096, ByteSize.parse("4096").bytes());
        assertEquals(64L << 20, ByteSize.parse("64MiB").bytes());
        assertEquals(8L << 30, ByteSize.parse("8 gib").bytes());
        assertEquals(999_999L << 40, ByteSize.parse("999999TiB").bytes());
        for (String wrong : new String[] {"", "MiB", "0", "-1", "10MB", "1.5GiB", "9999999TiB", "9".repeat(20)}) {
            assertThrows(IllegalArgumentException.class, () -> ByteSize.parse(wrong), wrong);
        }
    }

    @Test
    void readsNamesOfConnections() {
        assertEquals(17, ConnectionName.parse("17").number());
        assertEquals(
                FourTuple.parse("10.0.0.1:51234>10.0.0.5:80"),
                ConnectionName.parse("10.0.0.1:51234-10.0.0.5:80").tuple());
        assertEquals(
                FourTuple.parse("[2001:db8::1]:51234>[2001:db8::5]:80"),
                ConnectionName.parse("[2001:db8::1]:51234-[2001:db8::5]:80").tuple());
        for (String wrong : new String[] {"", "one", "-1", "10.0.0.1:1", "10.0.0.1:1-", "10.0.0.1:1-[::1]:2"}) {
            assertThrows(IllegalArgumentException.class, () -> ConnectionName.parse(wrong), wrong);
        }
        assertTrue(ConnectionName.parse("5").isNumber());
    }
}
