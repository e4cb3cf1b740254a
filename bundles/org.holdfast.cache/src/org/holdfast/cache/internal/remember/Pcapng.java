package org.holdfast.cache.internal.remember;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The blocks of a segment (draft-ietf-opsawg-pcapng): a section header, an interface description for each link type
 * when it first occurs, and enhanced packet blocks with nanoseconds. Little-endian, lengths are multiples of 4.
 */
final class Pcapng {

    static final int SECTION_HEADER = 0x0a0d0d0a;
    static final int INTERFACE_DESCRIPTION = 1;
    static final int ENHANCED_PACKET = 6;

    static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    static final int VERSION = 1;

    /** Bytes of an enhanced packet block before the packet. */
    static final int PACKET_HEADER = 28;
    /** The length stands at the end of a block, too. */
    static final int TRAILER = 4;
    /** Bytes of the options of a packet that was stored again: its identity, and the end of options. */
    static final int IDENTITY_OPTIONS = 16;
    /** Type and length of the option epb_packetid. */
    static final int IDENTITY_OPTION = 5 | 8 << 16;

    static final int DESCRIPTION_BYTES = 32;

    private static final int OPTION_HARDWARE = 2;
    private static final int OPTION_SYSTEM = 3;
    private static final int OPTION_APPLICATION = 4;
    private static final int OPTION_TIMESTAMP_RESOLUTION = 9;
    private static final byte NANOSECONDS = 9;

    private Pcapng() {}

    /** The block that a segment begins with. */
    static byte[] sectionHeader() {
        ByteArrayOutputStream options = new ByteArrayOutputStream();
        option(options, OPTION_HARDWARE, System.getProperty("os.arch"));
        option(options, OPTION_SYSTEM, System.getProperty("os.name") + " " + System.getProperty("os.version"));
        option(options, OPTION_APPLICATION, "Holdfast");
        int length = 24 + options.size() + 4 + TRAILER;
        return ByteBuffer.allocate(length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(SECTION_HEADER)
                .putInt(length)
                .putInt(BYTE_ORDER_MAGIC)
                .putInt(VERSION)
                .putLong(-1)
                .put(options.toByteArray())
                .putInt(0)
                .putInt(length)
                .array();
    }

    static byte[] interfaceDescription(int linkType) {
        return ByteBuffer.allocate(DESCRIPTION_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(INTERFACE_DESCRIPTION)
                .putInt(DESCRIPTION_BYTES)
                .putInt(linkType & 0xffff)
                .putInt(0)
                .putShort((short) OPTION_TIMESTAMP_RESOLUTION)
                .putShort((short) 1)
                .putInt(NANOSECONDS)
                .putInt(0)
                .putInt(DESCRIPTION_BYTES)
                .array();
    }

    /** Length of the block of a packet with so many captured bytes, without options. */
    static int packetBlock(int captured) {
        return PACKET_HEADER + padded(captured) + TRAILER;
    }

    static int padded(int bytes) {
        return bytes + 3 & ~3;
    }

    private static void option(ByteArrayOutputStream options, int code, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        options.write(code);
        options.write(0);
        options.write(bytes.length);
        options.write(bytes.length >>> 8);
        options.writeBytes(Arrays.copyOf(bytes, padded(bytes.length)));
    }
}
