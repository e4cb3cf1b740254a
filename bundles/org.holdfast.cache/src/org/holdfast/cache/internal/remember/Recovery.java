package org.holdfast.cache.internal.remember;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;

/**
 * Finds the segments that an earlier process left. A block that was left half-written at the end of one is cut off;
 * one with anything else in it is put aside as it is, and the others are used. What is too much for the limit goes, the
 * oldest first. One thread.
 */
final class Recovery {

    /** What there is to say of a file; only one that is sound but for its last block is changed. */
    private enum Condition {
        SOUND,
        STRANGE,
        UNREADABLE
    }

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
        CarriedPackets again = new CarriedPackets();
        try (SegmentScan scan = new SegmentScan(file)) {
            Condition condition = scan(scan, number, file, again);
            if (condition == Condition.STRANGE) {
                Path aside = SegmentNames.aside(file);
                chores.rename(file, aside);
                trouble.putAside(file, aside, scan.sound());
                return;
            }
            if (scan.packets() > 0) {
                table.add(new StoredSegment(number, file, scan.linkTypes(), scan.sound()));
                carried.addAll(again);
            }
            if (condition == Condition.SOUND && scan.packets() == 0) {
                chores.delete(file);
            } else if (condition == Condition.SOUND) {
                chores.cut(file, scan.sound());
            }
        } catch (FileNotFoundException e) {
            // Most likely it's another user's.
            trouble.unreadable(file, 0, e);
        }
    }

    private Condition scan(SegmentScan scan, int number, Path file, CarriedPackets again) {
        try {
            while (scan.next()) {
                if (scan.packet().identity() != PacketReference.NONE) {
                    again.add(scan.packet().identity(), PacketReference.of(number, scan.offset()));
                }
            }
            return scan.endsAsItMay() ? Condition.SOUND : Condition.STRANGE;
        } catch (IOException e) {
            trouble.unreadable(file, scan.sound(), e);
            return Condition.UNREADABLE;
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
