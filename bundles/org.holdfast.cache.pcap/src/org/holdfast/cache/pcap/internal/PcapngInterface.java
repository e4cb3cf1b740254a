package org.holdfast.cache.pcap.internal;

import java.nio.ByteBuffer;

/** An interface as a pcapng file describes it, and how many packets the file says were lost on it. One thread. */
final class PcapngInterface {

    /** if_tsresol. */
    private static final int RESOLUTION = 9;
    /** if_fcslen, in bits. */
    private static final int CHECK_SEQUENCE = 13;
    /** if_tsoffset, in seconds. */
    private static final int OFFSET = 14;
    /** epb_flags: bits 5 to 8 are the length of the check sequence in bytes. */
    private static final int PACKET_FLAGS = 2;
    /** epb_dropcount: lost by the kernel or the interface since the packet before. */
    private static final int PACKET_DROPS = 4;
    /** isb_ifdrop and isb_osdrop: lost since the capture began. */
    private static final int INTERFACE_DROPS = 5;

    private static final int SYSTEM_DROPS = 7;

    private final int linkType;
    private final long snapshotLength;
    private final int checkSequence;
    private final TimeUnits units;
    private long lostBeforePackets;
    private long lostBySystem;
    private long lostByInterface;

    /**
     * Reads the body of an interface description block.
     *
     * @param block in the byte order of the section
     * @param body index of its body, which is 8 bytes at least
     */
    PcapngInterface(ByteBuffer block, int body, PcapngOptions options) {
        linkType = block.getShort(body) & 0xffff;
        long snapshot = block.getInt(body + 4) & 0xffff_ffffL;
        snapshotLength = snapshot == 0 ? Long.MAX_VALUE : snapshot;
        int resolution = TimeUnits.MICROSECONDS;
        int bits = 0;
        long offsetSeconds = 0;
        while (options.next()) {
            if (options.is(RESOLUTION, 1)) {
                resolution = (int) options.value();
            } else if (options.is(CHECK_SEQUENCE, 1)) {
                bits = (int) options.value();
            } else if (options.is(OFFSET, 8)) {
                offsetSeconds = options.value();
            }
        }
        checkSequence = bits / 8;
        units = new TimeUnits(resolution, offsetSeconds);
    }

    int linkType() {
        return linkType;
    }

    /** Bytes kept of a packet, {@link Long#MAX_VALUE} for all. */
    long snapshotLength() {
        return snapshotLength;
    }

    /** Bytes of check sequence at the end of each packet; 0 when the file says nothing. */
    int checkSequence() {
        return checkSequence;
    }

    /** Nanoseconds since 1970 of a packet's time. */
    long nanos(long ticks) {
        return units.nanos(ticks);
    }

    /**
     * Takes the options of an enhanced packet block.
     *
     * @return bytes of check sequence at the end of this packet
     */
    int packet(PcapngOptions options) {
        int ofPacket = 0;
        while (options.next()) {
            if (options.is(PACKET_FLAGS, 4)) {
                ofPacket = (int) (options.value() >>> 5 & 0xf);
            } else if (options.is(PACKET_DROPS, 8)) {
                lost(options.value());
            }
        }
        return ofPacket > 0 ? ofPacket : checkSequence;
    }

    /** Takes the count of packets that were lost before one. */
    void lost(long packets) {
        lostBeforePackets += Math.max(0, packets);
    }

    /** Takes the options of an interface statistics block. */
    void statistics(PcapngOptions options) {
        while (options.next()) {
            if (options.is(INTERFACE_DROPS, 8)) {
                lostByInterface = Math.max(0, options.value());
            } else if (options.is(SYSTEM_DROPS, 8)) {
                lostBySystem = Math.max(0, options.value());
            }
        }
    }

    /** The two ways of telling it overlap: the larger one is nearer to the truth. */
    long droppedByKernel() {
        return Math.max(lostBeforePackets, lostBySystem);
    }

    long droppedByInterface() {
        return lostByInterface;
    }
}
