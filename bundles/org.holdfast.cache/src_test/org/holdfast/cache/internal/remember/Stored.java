package org.holdfast.cache.internal.remember;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.cache.Limits;
import org.holdfast.cache.SlowDisk;

/** Stores and reads texts as packets. */
final class Stored {

    static final long SECOND = 1_000_000_000L;

    /** Bytes on the wire beyond the captured ones, of all packets. */
    static final int CUT = 1000;

    private Stored() {}

    /** Four segments in memory; the disk is waited for, so that nothing depends on how fast it is. */
    static Limits limits(long diskBytes, int segmentBytes) {
        return new Limits(diskBytes, segmentBytes)
                .withMemoryBytes(4L * segmentBytes)
                .withSlowDisk(SlowDisk.WAIT);
    }

    static long store(PacketMemory memory, long time, String text) {
        return store(memory, time, 1, text);
    }

    static long store(PacketMemory memory, long time, int linkType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return memory.append(time, linkType, ByteBuffer.wrap(bytes), bytes.length + CUT);
    }

    static String read(PacketMemory memory, long reference) throws IOException {
        try (PacketReader reader = memory.reader()) {
            return text(reader.read(reference).frame());
        }
    }

    static String text(ByteBuffer frame) {
        return StandardCharsets.ISO_8859_1.decode(frame.duplicate()).toString();
    }

    /** The texts of a segment file, which has to be sound to its last byte. */
    static List<String> inFile(Path file) throws IOException {
        List<String> texts = new ArrayList<>();
        try (SegmentScan scan = new SegmentScan(file)) {
            while (scan.next()) {
                PacketBlock packet = scan.packet();
                texts.add(text(scan.bytes()
                        .duplicate()
                        .clear()
                        .position(packet.frameAt())
                        .slice()
                        .limit(packet.captured())));
            }
            if (scan.sound() != Files.size(file)) {
                throw new AssertionError(file + " is sound up to " + scan.sound() + " of " + Files.size(file));
            }
        }
        return texts;
    }

    static Path file(Path directory, int segment) {
        return directory.resolve(SegmentNames.of(segment));
    }
}
