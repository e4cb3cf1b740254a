package org.holdfast.linux.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.holdfast.linux.LinuxException;

/**
 * On "cooked" interfaces (any, tun without Ethernet, ppp) libpcap makes up a link-layer header that the kernel doesn't
 * have. A compiled filter counts from that header; the kernel counts from the network layer, and gives what the made-up
 * header tells at offsets of their own (SKF_AD_OFF, linux/filter.h).
 */
final class CookedOffsets {

    /** LINKTYPE_LINUX_SLL: 16 bytes; kind of packet at 0, protocol at 14. */
    private static final int COOKED = 113;

    private static final int HEADER = 16;
    private static final int PACKET_KIND = 0;
    private static final int PROTOCOL = 14;

    private static final int ANCILLARY = -0x1000;
    private static final int ANCILLARY_PROTOCOL = ANCILLARY;
    private static final int ANCILLARY_PACKET_KIND = ANCILLARY + 4;

    private static final int INSTRUCTION = 8;
    private static final int CLASS = 0x07;
    private static final int LOAD = 0x00;
    private static final int LOAD_INDEX = 0x01;
    private static final int MODE = 0xe0;
    private static final int ABSOLUTE = 0x20;
    private static final int INDIRECT = 0x40;
    private static final int HEADER_LENGTH = 0xa0;

    private CookedOffsets() {}

    /**
     * A program as the kernel wants it.
     *
     * @param program struct bpf_insn, one after the other
     * @throws LinuxException EOPNOTSUPP when it asks for something that only the made-up header has
     */
    static byte[] adapt(int dataLink, String expression, byte[] program) throws LinuxException {
        if (dataLink != COOKED) {
            return program;
        }
        ByteBuffer code = ByteBuffer.wrap(program.clone()).order(ByteOrder.nativeOrder());
        for (int at = 0; at < program.length; at += INSTRUCTION) {
            if (readsPacket(code.getShort(at))) {
                code.putInt(at + 4, offset(code.getInt(at + 4), expression));
            }
        }
        return code.array();
    }

    private static boolean readsPacket(int instruction) {
        int kind = instruction & CLASS;
        int mode = instruction & MODE;
        return (kind == LOAD || kind == LOAD_INDEX) && (mode == ABSOLUTE || mode == INDIRECT || mode == HEADER_LENGTH);
    }

    private static int offset(int cooked, String expression) throws LinuxException {
        if (cooked < 0) {
            return cooked;
        }
        if (cooked >= HEADER) {
            return cooked - HEADER;
        }
        return switch (cooked) {
            case PACKET_KIND -> ANCILLARY_PACKET_KIND;
            case PROTOCOL -> ANCILLARY_PROTOCOL;
            default ->
                throw new LinuxException(
                        "pcap_compile",
                        Abi.EOPNOTSUPP,
                        "filter '" + expression + "' asks for byte " + cooked
                                + " of a link layer that this interface doesn't have: leave that out");
        };
    }
}
