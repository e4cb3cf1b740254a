package org.holdfast.cache.pcap.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.cache.FrameSink;

/**
 * The block format (draft-ietf-opsawg-pcapng): sections of either byte order, interfaces with their resolution of time,
 * enhanced, simple and old packet blocks. Other blocks are skipped.
 */
final class PcapngReader implements RecordReader {

    /** Reads the same in both byte orders. */
    static final int SECTION_HEADER = 0x0a0d0d0a;

    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int OLD_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    private static final int LONGEST_BLOCK = 16 << 20;

    private final FileInput input;
    private final List<PcapngInterface> interfaces = new ArrayList<>();
    /** Simple packets have no time; the last one known is the nearest. */
    private long lastNanos;

    PcapngReader(FileInput input) {
        this.input = input;
    }

    @Override
    public boolean next(FrameSink sink) throws IOException {
        if (input.atEnd()) {
            return false;
        }
        long at = input.position();
        ByteBuffer start = input.peek(12);
        int type = start.getInt(start.position());
        if (type == SECTION_HEADER) {
            beginSection(start.getInt(start.position() + 8), at);
        }
        int length = start.getInt(start.position() + 4);
        if (length < 12 || length % 4 != 0 || length > LONGEST_BLOCK) {
            throw input.fault(at, "a block of " + Integer.toUnsignedString(length) + " bytes");
        }
        ByteBuffer block = input.take(length);
        if (block.getInt(length - 4) != length) {
            throw input.fault(at, "a block whose two lengths differ");
        }
        ByteBuffer body = block.position(8).limit(length - 4);
        switch (type) {
            case SECTION_HEADER -> checkVersion(body, at);
            case INTERFACE_DESCRIPTION -> {
                require(body, 8, at);
                interfaces.add(PcapngInterface.read(body));
            }
            case ENHANCED_PACKET -> {
                require(body, 20, at);
                packet(body, body.getInt(), at, sink);
            }
            case OLD_PACKET -> {
                require(body, 20, at);
                int description = body.getShort() & 0xffff;
                body.getShort();
                packet(body, description, at, sink);
            }
            case SIMPLE_PACKET -> {
                require(body, 4, at);
                simplePacket(body, at, sink);
            }
            default -> {
                // Names, statistics, secrets: nothing of them is needed.
            }
        }
        return true;
    }

    private void beginSection(int magic, long at) throws IOException {
        if (magic != BYTE_ORDER_MAGIC && magic != Integer.reverseBytes(BYTE_ORDER_MAGIC)) {
            throw input.fault(at, "a section without a byte-order magic");
        }
        boolean asRead = magic == BYTE_ORDER_MAGIC;
        boolean big = asRead == (input.order() == ByteOrder.BIG_ENDIAN);
        input.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        interfaces.clear();
    }

    private void checkVersion(ByteBuffer body, long at) throws IOException {
        require(body, 16, at);
        int major = body.getShort(body.position() + 4) & 0xffff;
        if (major != 1) {
            throw input.fault(at, "pcapng version " + major + " isn't known, only 1");
        }
    }

    private void packet(ByteBuffer body, int description, long at, FrameSink sink) throws IOException {
        if (description < 0 || description >= interfaces.size()) {
            throw input.fault(at, "a packet of interface " + description + ", which isn't described");
        }
        PcapngInterface of = interfaces.get(description);
        long ticks = (long) body.getInt() << 32 | body.getInt() & 0xffff_ffffL;
        int captured = body.getInt();
        int original = body.getInt();
        lastNanos = of.nanos(ticks);
        deliver(body, of.linkType(), captured, original, at, sink);
    }

    private void simplePacket(ByteBuffer body, long at, FrameSink sink) throws IOException {
        if (interfaces.isEmpty()) {
            throw input.fault(at, "a packet before any interface was described");
        }
        PcapngInterface first = interfaces.getFirst();
        int original = body.getInt();
        int captured = (int) Math.min(Math.min(original & 0xffff_ffffL, first.snapshotLength()), body.remaining());
        deliver(body, first.linkType(), captured, original, at, sink);
    }

    private void deliver(ByteBuffer body, int linkType, int captured, int original, long at, FrameSink sink)
            throws IOException {
        if (captured < 0 || captured > body.remaining()) {
            throw input.fault(
                    at,
                    "a packet of " + Integer.toUnsignedString(captured) + " bytes in a block with room for "
                            + body.remaining());
        }
        ByteBuffer frame = body.slice(body.position(), captured); // big-endian, as every new slice
        sink.frame(lastNanos, linkType, frame, Math.max(captured, original));
    }

    private void require(ByteBuffer body, int bytes, long at) throws IOException {
        if (body.remaining() < bytes) {
            throw input.fault(at, "a block with " + body.remaining() + " bytes, where " + bytes + " are needed");
        }
    }
}
