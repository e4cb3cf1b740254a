package org.holdfast.cache.internal.remember;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Writes one pcapng file (draft-ietf-opsawg-pcapng): a section header, an interface description for each link type when
 * it first occurs, and enhanced packet blocks with nanoseconds. Only whole blocks reach the file, so it ends well at
 * any time and other tools open it while it grows. Little-endian.
 */
final class SegmentWriter {

    static final int SECTION_HEADER = 0x0a0d0d0a;
    static final int INTERFACE_DESCRIPTION = 1;
    static final int ENHANCED_PACKET = 6;
    /** Bytes of an enhanced packet block before the packet. */
    static final int PACKET_HEADER = 28;

    private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    private static final int OPTION_TIMESTAMP_RESOLUTION = 9;
    private static final byte NANOSECONDS = 9;
    private static final int BUFFER = 1 << 20;

    private final int number;
    private final Path file;
    private final OutputStream out;
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private int[] linkTypes = {};
    private long writtenBytes;

    SegmentWriter(int number, Path file, SegmentFiles files) throws IOException {
        this.number = number;
        this.file = file;
        out = files.create(file);
        buffer.putInt(SECTION_HEADER)
                .putInt(28)
                .putInt(BYTE_ORDER_MAGIC)
                .putShort((short) 1)
                .putShort((short) 0)
                .putLong(-1)
                .putInt(28);
    }

    int number() {
        return number;
    }

    Path file() {
        return file;
    }

    /** Length of the file once all is flushed. */
    long length() {
        return writtenBytes + buffer.position();
    }

    /** What has reached the file; ends with a whole block. */
    long writtenBytes() {
        return writtenBytes;
    }

    /** Link types by number of interface. */
    int[] linkTypes() {
        return linkTypes;
    }

    /** Appends a packet and returns where its block begins. */
    long append(long timestampNanos, int linkType, ByteBuffer frame, int originalLength) throws IOException {
        int description = interfaceOf(linkType);
        int captured = frame.remaining();
        int padding = -captured & 3;
        int block = PACKET_HEADER + captured + padding + 4;
        reserve(block);
        final long at = length();
        buffer.putInt(ENHANCED_PACKET)
                .putInt(block)
                .putInt(description)
                .putInt((int) (timestampNanos >>> 32))
                .putInt((int) timestampNanos)
                .putInt(captured)
                .putInt(originalLength);
        buffer.put(buffer.position(), frame, frame.position(), captured);
        buffer.position(buffer.position() + captured);
        for (int i = 0; i < padding; i++) {
            buffer.put((byte) 0);
        }
        buffer.putInt(block);
        return at;
    }

    void flush() throws IOException {
        int length = buffer.position();
        buffer.clear();
        out.write(buffer.array(), 0, length);
        writtenBytes += length;
    }

    void close() throws IOException {
        try (out) {
            flush();
        }
    }

    /** Closes without writing what is buffered; after a failed write. */
    void abandon() throws IOException {
        out.close();
    }

    private void reserve(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
            if (buffer.capacity() < bytes) {
                buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
            }
        }
    }

    private int interfaceOf(int linkType) throws IOException {
        for (int i = 0; i < linkTypes.length; i++) {
            if (linkTypes[i] == linkType) {
                return i;
            }
        }
        reserve(32);
        buffer.putInt(INTERFACE_DESCRIPTION)
                .putInt(32)
                .putShort((short) linkType)
                .putShort((short) 0)
                .putInt(0)
                .putShort((short) OPTION_TIMESTAMP_RESOLUTION)
                .putShort((short) 1)
                .put(NANOSECONDS)
                .put(new byte[3])
                .putInt(0)
                .putInt(32);
        linkTypes = Arrays.copyOf(linkTypes, linkTypes.length + 1);
        linkTypes[linkTypes.length - 1] = linkType;
        return linkTypes.length - 1;
    }
}
