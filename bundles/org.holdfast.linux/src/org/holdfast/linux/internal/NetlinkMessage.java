package org.holdfast.linux.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Writes one netlink request, linux/netlink.h: header, fixed part, attributes. At most 1 KiB; one thread. */
public final class NetlinkMessage {

    private static final int HEADER = 16;

    private final ByteBuffer b = ByteBuffer.allocate(1024).order(ByteOrder.nativeOrder());

    /** @param flags besides NLM_F_REQUEST, which is always set */
    public NetlinkMessage(int type, int flags) {
        b.putInt(0).putShort((short) type).putShort((short) (flags | Abi.NLM_F_REQUEST));
        b.putInt(0).putInt(0);
    }

    public NetlinkMessage u8(int value) {
        b.put((byte) value);
        return this;
    }

    public NetlinkMessage u16(int value) {
        b.putShort((short) value);
        return this;
    }

    public NetlinkMessage u32(int value) {
        b.putInt(value);
        return this;
    }

    public NetlinkMessage bytes(byte[] value) {
        b.put(value);
        return this;
    }

    /** Appends an attribute, padded to four bytes. */
    public NetlinkMessage attribute(int type, byte[] value) {
        b.putShort((short) (4 + value.length)).putShort((short) type).put(value);
        while (b.position() % 4 != 0) {
            b.put((byte) 0);
        }
        return this;
    }

    /** The bytes to send, with their length and a sequence number filled in. */
    byte[] bytes(int sequence) {
        b.putInt(0, b.position()).putInt(8, sequence);
        return Arrays.copyOf(b.array(), b.position());
    }

    static int headerLength() {
        return HEADER;
    }
}
