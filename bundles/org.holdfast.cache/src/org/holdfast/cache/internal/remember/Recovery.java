package org.holdfast.cache.internal.remember;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;

/**
 * Finds the segments that an earlier process left. Each is believed up to the last block that is whole; what follows is
 * cut off. What is too much for the limit goes, the oldest first. One thread.
 */
final class Recovery {

    private final SegmentTable table;
    private final FileChores chores;
    private final Trouble trouble;
    private final CarriedPackets carried = new CarriedPackets();
    private int nextNumber;
    private long evictedBytes;
    private StoredSegment[] segments = {};

    Recovery(SegmentTable table, FileChores chores, Trouble trouble) {
        this.trouble = trouble;
        this.table = table;
        this.chores = chores;
    }

    /** The number after the last one that was found. */
    int nextNumber() {
        return nextNumber;
    }

    /** Bytes that were too many. */
    long evictedBytes() {
        return evictedBytes;
    }

    /**
     * Looks through a directory and adds what is there to the table. Files are left to the chores.
     *
     * @param limit bytes that may stay
     * @throws IOException when the directory can't be read
     */
    void find(Path directory, long limit) throws IOException {
        SortedMap<Integer, Path> found = SegmentNames.in(directory);
        long bytes = 0;
        for (Path file : found.values()) {
            bytes += Files.size(file);
        }
        while (bytes > limit && !found.isEmpty()) {
            Map.Entry<Integer, Path> oldest = found.firstEntry();
            long size = Files.size(oldest.getValue());
            bytes -= size;
            evictedBytes += size;
            nextNumber = oldest.getKey() + 1;
            chores.delete(oldest.getValue());
            found = found.tailMap(nextNumber);
        }
        for (Map.Entry<Integer, Path> entry : found.entrySet()) {
            add(entry.getKey(), entry.getValue());
            nextNumber = entry.getKey() + 1;
        }
        segments = table.all();
    }

    /** Gives out all packets that were found and are still there, in the order of capture, each once. */
    void forEach(RecoveredPacket taker) throws IOException {
        int next = 0;
        try (PacketReader reader = new PacketReader(table)) {
            for (StoredSegment segment : segments) {
                if (!segment.dropped()) {
                    next = forEach(segment, next, reader, taker);
                }
            }
            giveCarried(next, Long.MAX_VALUE, reader, taker);
        }
    }

    private void add(int number, Path file) throws IOException {
        try (SegmentScan scan = new SegmentScan(file)) {
            boolean read = scan(scan, number, file);
            if (scan.packets() > 0) {
                table.add(new StoredSegment(number, file, scan.linkTypes(), scan.sound()));
            }
            if (read && scan.packets() == 0) {
                chores.delete(file);
            } else if (read) {
                chores.cut(file, scan.sound());
            }
        }
    }

    /** Says whether it could be read to its end; if not, nothing may be cut off. */
    private boolean scan(SegmentScan scan, int number, Path file) {
        try {
            while (scan.next()) {
                if (scan.packet().identity() != PacketReference.NONE) {
                    carried.add(scan.packet().identity(), PacketReference.of(number, scan.offset()));
                }
            }
            return true;
        } catch (IOException e) {
            trouble.unreadable(file, scan.sound(), e);
            return false;
        }
    }

    private int forEach(StoredSegment segment, int from, PacketReader reader, RecoveredPacket taker)
            throws IOException {
        int next = from;
        try (SegmentScan scan = new SegmentScan(segment.file())) {
            ByteBuffer bytes = scan.bytes();
            ByteBuffer frame = frameOf(bytes);
            while (scan.sound() < segment.end() && scan.next()) {
                PacketBlock packet = scan.packet();
                if (packet.identity() != PacketReference.NONE) {
                    continue;
                }
                long reference = PacketReference.of(segment.number(), scan.offset());
                next = giveCarried(next, reference, reader, taker);
                if (scan.bytes() != bytes) {
                    bytes = scan.bytes();
                    frame = frameOf(bytes);
                }
                frame.clear().position(packet.frameAt()).limit(packet.frameAt() + packet.captured());
                taker.accept(reference, packet.timestampNanos(), scan.linkType(), frame, packet.originalLength());
            }
        }
        return next;
    }

    /** Gives out those that were captured before a packet, and skips that packet: it's still where it was first. */
    private int giveCarried(int from, long before, PacketReader reader, RecoveredPacket taker) throws IOException {
        int next = from;
        while (next < carried.size() && carried.identity(next) < before) {
            long reference = carried.reference(next++);
            if (table.find(PacketReference.segment(reference)) != null) {
                StoredPacket packet = reader.read(reference);
                taker.accept(
                        reference, packet.timestampNanos(), packet.linkType(), packet.frame(), packet.originalLength());
            }
        }
        return next < carried.size() && carried.identity(next) == before ? next + 1 : next;
    }

    private static ByteBuffer frameOf(ByteBuffer bytes) {
        return bytes.duplicate().order(ByteOrder.BIG_ENDIAN);
    }
}
