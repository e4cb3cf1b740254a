package org.holdfast.cache.pcap.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.holdfast.cache.FrameSink;

/** The classic format (draft-ietf-opsawg-pcap) and those of its variants that other magic numbers tell. */
final class PcapReader implements RecordReader {

    /** What other tools take at most (libpcap's MAXIMUM_SNAPLEN): a longer record is damage. */
    static final int LONGEST_PACKET = 262_144;

    private static final int LENGTHS = 16;
    private static final int CHECK_SEQUENCE_KNOWN = 0x0400_0000;
    private static final long NANOS = 1_000_000_000L;

    private final FileInput input;
    private final int recordHeader;
    private final int fraction;
    private final int linkType;
    private final int checkSequence;
    private final Lengths lengths;
    private long delivered;

    /** Which of the two lengths in a record comes first: it was the original one until version 2.3. */
    private enum Lengths {
        CAPTURED_FIRST,
        ORIGINAL_FIRST,
        /** Some files of 2.3 have the order of 2.2. */
        SHORTER_IS_CAPTURED
    }

    private PcapReader(FileInput input, Variant variant) throws IOException {
        this.input = input;
        if (!input.has(variant.fileHeader)) {
            throw input.fault(0, "the file ends within its header");
        }
        ByteBuffer header = input.numbers();
        int at = input.position();
        lengths = lengths(header.getShort(at + 4) & 0xffff, header.getShort(at + 6) & 0xffff);
        int network = header.getInt(at + 20);
        linkType = network & 0xffff;
        // The upper four bits count in units of 16 bits.
        checkSequence = (network & CHECK_SEQUENCE_KNOWN) != 0 ? (network >>> 28) * 2 : 0;
        recordHeader = variant.recordHeader;
        fraction = variant.fraction;
        input.take(at + variant.fileHeader);
    }

    /** A reader for a file that begins so; null when it has another format. */
    static PcapReader of(FileInput input, int magic) throws IOException {
        for (Variant variant : Variant.values()) {
            if (variant.magic == magic || variant.magic == Integer.reverseBytes(magic)) {
                input.order(variant.magic == magic ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
                return new PcapReader(input, variant);
            }
        }
        return null;
    }

    private Lengths lengths(int major, int minor) throws IOException {
        // Version 543 is DG/UX's.
        if (major == 2 && minor < 3 || major == 543) {
            return Lengths.ORIGINAL_FIRST;
        }
        if (major != 2) {
            throw input.fault(4, "pcap version " + major + "." + minor + " isn't known, only 2");
        }
        return minor == 3 ? Lengths.SHORTER_IS_CAPTURED : Lengths.CAPTURED_FIRST;
    }

    @Override
    public void readWindow(FrameSink sink) throws IOException {
        ByteBuffer numbers = input.numbers();
        ByteBuffer frame = input.frame();
        int at = input.position();
        int end = input.end();
        while (end - at >= recordHeader) {
            int captured = numbers.getInt(at + 8);
            int original = numbers.getInt(at + 12);
            if (lengths != Lengths.CAPTURED_FIRST
                    && (lengths == Lengths.ORIGINAL_FIRST || Integer.compareUnsigned(captured, original) > 0)) {
                int swapped = captured;
                captured = original;
                original = swapped;
            }
            if (captured < 0 || captured > LONGEST_PACKET) {
                throw input.fault(
                        input.offset(at),
                        "a packet of " + Integer.toUnsignedString(captured) + " bytes, more than " + LONGEST_PACKET);
            }
            int data = at + recordHeader;
            if (end - data < captured) {
                break;
            }
            long nanos =
                    (numbers.getInt(at) & 0xffff_ffffL) * NANOS + (numbers.getInt(at + 4) & 0xffff_ffffL) * fraction;
            at = data + captured;
            delivered++;
            original = Math.max(captured, original) - checkSequence;
            int kept = Math.max(0, Math.min(captured, original));
            frame.limit(data + kept).position(data);
            sink.frame(nanos, linkType, frame, Math.max(kept, original));
        }
        input.take(at);
    }

    @Override
    public long delivered() {
        return delivered;
    }

    /** What a magic number tells. */
    private enum Variant {
        MICROSECONDS(0xa1b2c3d4, 24, LENGTHS, 1000),
        NANOSECONDS(0xa1b23c4d, 24, LENGTHS, 1),
        /** Alexey Kuznetzov's libpcap: index of the interface, protocol and kind of packet follow the lengths. */
        MODIFIED(0xa1b2cd34, 24, LENGTHS + 8, 1000),
        /** IXIA's lcap: the header ends with the length of all records. */
        IXIA_SOFTWARE(0x1c0001ab, 28, LENGTHS, 1000),
        IXIA_HARDWARE(0x1c0001ac, 28, LENGTHS, 1);

        final int magic;
        final int fileHeader;
        final int recordHeader;
        final int fraction;

        Variant(int magic, int fileHeader, int recordHeader, int fraction) {
            this.magic = magic;
            this.fileHeader = fileHeader;
            this.recordHeader = recordHeader;
            this.fraction = fraction;
        }
    }
}
