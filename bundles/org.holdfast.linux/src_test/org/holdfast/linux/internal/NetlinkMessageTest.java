package org.holdfast.linux.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import org.holdfast.model.net.FourTuple;
import org.junit.jupiter.api.Test;

class NetlinkMessageTest {

    @Test
    void fillsLengthFlagsAndSequenceIn() {
        ByteBuffer b = nativeOrder(new NetlinkMessage(Abi.RTM_NEWADDR, Abi.NLM_F_ACK)
                .u8(1)
                .u8(2)
                .u16(3)
                .u32(4)
                .bytes(9));
        assertEquals(24, b.getInt(0));
        assertEquals(Abi.RTM_NEWADDR, b.getShort(4));
        assertEquals(Abi.NLM_F_ACK | Abi.NLM_F_REQUEST, b.getShort(6));
        assertEquals(9, b.getInt(8));
    }

    @Test
    void padsAttributesButNotTheirLength() {
        ByteBuffer b = nativeOrder(new NetlinkMessage(1, 0)
                .attribute(3, new byte[] {'e', 't', 'h', '0', 0})
                .attribute(4, new byte[] {7})
                .bytes(1));
        assertEquals(9, b.getShort(16));
        assertEquals(5, b.getShort(28));
        assertEquals(36, b.getInt(0));
    }

    @Test
    void readsBackWhatItWrote() {
        byte[] message = new NetlinkMessage(1, 0)
                .u32(0)
                .attribute(1, new byte[] {1, 2, 3})
                .attribute(2, new byte[] {4})
                .bytes(1);
        ByteBuffer payload =
                ByteBuffer.wrap(Arrays.copyOfRange(message, 16, message.length)).order(ByteOrder.nativeOrder());
        Map<Integer, byte[]> attributes = new Netlink.Reply(1, payload).attributes(4);
        assertArrayEquals(new byte[] {1, 2, 3}, attributes.get(1));
        assertArrayEquals(new byte[] {4}, attributes.get(2));
    }

    @Test
    void stopsAtAnAttributeThatIsCutOff() {
        ByteBuffer payload = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
        payload.putShort((short) 40).putShort((short) 1).putInt(0);
        assertTrue(new Netlink.Reply(1, payload).attributes(0).isEmpty());
    }

    @Test
    void asksForOneConnectionWithoutKnowingItsCookie() {
        byte[] message =
                InetDiag.find(FourTuple.parse("10.77.0.9:51234>10.77.0.100:80")).bytes(1);
        byte[] identity = Arrays.copyOfRange(message, 24, 72);
        assertEquals(72, message.length);
        assertArrayEquals(new byte[] {0, 80, (byte) 0xc8, 0x22, 10, 77, 0, 100}, Arrays.copyOf(identity, 8));
        assertArrayEquals(new byte[] {10, 77, 0, 9}, Arrays.copyOfRange(identity, 20, 24));
        assertArrayEquals(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1}, Arrays.copyOfRange(identity, 40, 48));
    }

    @Test
    void showsAnIpv4ConnectionOfAnIpv6SocketByItsIpv4Address() {
        ByteBuffer b = ByteBuffer.allocate(72).order(ByteOrder.BIG_ENDIAN);
        b.put((byte) Abi.AF_INET6).put((byte) 1).putShort((short) 0).putShort((short) 80);
        b.put(8 + 10, (byte) -1).put(8 + 11, (byte) -1).put(8 + 12, new byte[] {10, 77, 0, 100});
        InetDiag.Socket socket = InetDiag.read(new Netlink.Reply(Abi.SOCK_DIAG_BY_FAMILY, b));
        assertEquals(InetAddress.ofLiteral("10.77.0.100"), socket.local());
        assertEquals(80, socket.localPort());
        assertFalse(socket.isListener());
    }

    private static ByteBuffer nativeOrder(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }
}
