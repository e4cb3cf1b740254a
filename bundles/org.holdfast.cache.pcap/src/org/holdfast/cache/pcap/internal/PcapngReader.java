package org.holdfast.cache.pcap.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.cache.FrameSink;

/**
 * The block format (draft-ietf-opsawg-pcapng): sections of either byte order, interfaces with their resolution of time,
 * enhanced, simple and old packet blocks, interface statistics. Other blocks are skipped.
 */
final class PcapngReader implements RecordReader {

    /** Reads the same in both byte orders. */
    static final int SECTION_HEADER = 0x0a0d0d0a;

    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int OLD_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int INTERFACE_STATISTICS = 5;
    private static final int ENHANCED_PACKET = 6;
    private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    /** Type and length, before the body. */
    private static final int BLOCK_HEADER = 8;
    /** The length again, after it. */
    private static final int BLOCK_TRAILER = 4;
    /** For the drops of an old packet block. */
    private static final int UNKNOWN = 0xffff;

    private static final int MOST_INTERFACES = 1 << 16;
    /** A longer block of a kind that is read is damage; of another kind, it is skipped unseen. */
    private static final int LONGEST_BLOCK = 16 << 20;

    private final FileInput input;
    private final List<PcapngInterface> interfaces = new ArrayList<>();
    private final PcapngOptions options = new PcapngOptions();
    private long droppedByKernel;
    private long droppedByInterface;
    /** Simple packets have no time; the last one known is the nearest. */
    private long lastNanos;

    private long delivered;

    PcapngReader(FileInput input) {
        this.input = input;
    }

    @Override
    public void readWindow(FrameSink sink) throws IOException {
        while (!input.isSkipping() && input.end() - input.position() >= BLOCK_HEADER + BLOCK_TRAILER) {
            int at = input.position();
            int type = input.numbers().getInt(at);
            if (type == SECTION_HEADER) {
                beginSection(at);
            }
            long length = input.numbers().getInt(at + 4) & 0xffff_ffffL;
            // Some writers forget to count the padding.
            long padded = length + 3 & ~3L;
            if (length < BLOCK_HEADER + BLOCK_TRAILER) {
                throw fault(at, "a block of " + length + " bytes");
            }
            if (padded > LONGEST_BLOCK) {
                if (isRead(type)) {
                    throw fault(at, "a block of " + length + " bytes, more than " + LONGEST_BLOCK);
                }
                input.skip(padded);
                continue;
            }
            if (input.end() - at < padded) {
                return;
            }
            int end = at + (int) padded - BLOCK_TRAILER;
            int trailer = input.numbers().getInt(end);
            if (trailer != length && trailer != padded) {
                throw fault(
                        at,
                        "a block whose two lengths differ: " + length + " and " + Integer.toUnsignedString(trailer));
            }
            readBlock(type, at, end, sink);
            input.take(end + BLOCK_TRAILER);
        }
    }

    private static boolean isRead(int type) {
        return switch (type) {
            case SECTION_HEADER,
                    INTERFACE_DESCRIPTION,
                    OLD_PACKET,
                    SIMPLE_PACKET,
                    INTERFACE_STATISTICS,
                    ENHANCED_PACKET -> true;
            default -> false;
        };
    }

    private void readBlock(int type, int at, int end, FrameSink sink) throws IOException {
        switch (type) {
            case ENHANCED_PACKET -> enhancedPacket(at, end, sink);
            case SIMPLE_PACKET -> simplePacket(at, end, sink);
            case OLD_PACKET -> oldPacket(at, end, sink);
            case INTERFACE_DESCRIPTION -> description(at, end);
            case INTERFACE_STATISTICS -> statistics(at, end);
            case SECTION_HEADER -> sectionHeader(at, end);
            default -> {
                // Names, secrets, custom blocks: nothing of them is needed.
            }
        }
    }

    private void beginSection(int at) throws IOException {
        int magic = input.numbers().getInt(at + BLOCK_HEADER);
        if (magic == Integer.reverseBytes(BYTE_ORDER_MAGIC)) {
            input.order(input.order() == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        } else if (magic != BYTE_ORDER_MAGIC) {
            throw fault(at, "a section without a byte-order magic");
        }
    }

    private void sectionHeader(int at, int end) throws IOException {
        require(16, at, end);
        int major = input.numbers().getShort(at + BLOCK_HEADER + 4) & 0xffff;
        int minor = input.numbers().getShort(at + BLOCK_HEADER + 6) & 0xffff;
        // 1.2 was written by some, and is the same.
        if (major != 1 || minor != 0 && minor != 2) {
            throw fault(at, "pcapng version " + major + "." + minor + " isn't known, only 1.0");
        }
        droppedByKernel = droppedByKernel();
        droppedByInterface = droppedByInterface();
        interfaces.clear();
    }

    private void description(int at, int end) throws IOException {
        require(8, at, end);
        if (interfaces.size() == MOST_INTERFACES) {
            throw fault(at, "more than " + MOST_INTERFACES + " interfaces in a section");
        }
        interfaces.add(new PcapngInterface(
                input.numbers(), at + BLOCK_HEADER, options.of(input.numbers(), at + BLOCK_HEADER + 8, end)));
    }

    private void statistics(int at, int end) throws IOException {
        require(12, at, end);
        described(input.numbers().getInt(at + BLOCK_HEADER), at)
                .statistics(options.of(input.numbers(), at + BLOCK_HEADER + 12, end));
    }

    private void enhancedPacket(int at, int end, FrameSink sink) throws IOException {
        require(20, at, end);
        ByteBuffer numbers = input.numbers();
        PcapngInterface of = described(numbers.getInt(at + 8), at);
        int captured = captured(at, end);
        int afterData = at + 28 + (captured + 3 & ~3);
        int checkSequence = of.packet(options.of(numbers, afterData, end));
        lastNanos = of.nanos(ticks(at));
        deliver(of, at + 28, captured, numbers.getInt(at + 24), checkSequence, sink);
    }

    private void oldPacket(int at, int end, FrameSink sink) throws IOException {
        require(20, at, end);
        ByteBuffer numbers = input.numbers();
        PcapngInterface of = described(numbers.getShort(at + 8) & 0xffff, at);
        int captured = captured(at, end);
        int lost = numbers.getShort(at + 10) & 0xffff;
        of.lost(lost == UNKNOWN ? 0 : lost);
        lastNanos = of.nanos(ticks(at));
        deliver(of, at + 28, captured, numbers.getInt(at + 24), of.checkSequence(), sink);
    }

    private void simplePacket(int at, int end, FrameSink sink) throws IOException {
        require(4, at, end);
        PcapngInterface of = described(0, at);
        int original = input.numbers().getInt(at + 8);
        long captured = Math.min(Math.min(original & 0xffff_ffffL, of.snapshotLength()), end - at - 12);
        deliver(of, at + 12, (int) captured, original, of.checkSequence(), sink);
    }

    private PcapngInterface described(int number, int at) throws IOException {
        if (number < 0 || number >= interfaces.size()) {
            throw fault(at, "a packet of interface " + Integer.toUnsignedString(number) + ", which isn't described");
        }
        return interfaces.get(number);
    }

    private long ticks(int at) {
        return (long) input.numbers().getInt(at + 12) << 32 | input.numbers().getInt(at + 16) & 0xffff_ffffL;
    }

    private int captured(int at, int end) throws IOException {
        int captured = input.numbers().getInt(at + 20);
        int room = end - at - 28;
        if (captured < 0 || captured > room) {
            throw fault(
                    at,
                    "a packet of " + Integer.toUnsignedString(captured) + " bytes in a block with room for " + room);
        }
        return captured;
    }

    private void deliver(PcapngInterface of, int data, int captured, int original, int checkSequence, FrameSink sink) {
        delivered++;
        int wire = Math.max(captured, original) - checkSequence;
        int kept = Math.max(0, Math.min(captured, wire));
        ByteBuffer frame = input.frame();
        frame.limit(data + kept).position(data);
        sink.frame(lastNanos, of.linkType(), frame, Math.max(kept, wire));
    }

    private void require(int bytes, int at, int end) throws IOException {
        int body = end - at - BLOCK_HEADER;
        if (body < bytes) {
            throw fault(at, "a block with " + body + " bytes, where " + bytes + " are needed");
        }
    }

    private IOException fault(int at, String what) {
        return input.fault(input.offset(at), what);
    }

    @Override
    public long delivered() {
        return delivered;
    }

    @Override
    public long droppedByKernel() {
        long dropped = droppedByKernel;
        for (PcapngInterface described : interfaces) {
            dropped += described.droppedByKernel();
        }
        return dropped;
    }

    @Override
    public long droppedByInterface() {
        long dropped = droppedByInterface;
        for (PcapngInterface described : interfaces) {
            dropped += described.droppedByInterface();
        }
        return dropped;
    }
}
