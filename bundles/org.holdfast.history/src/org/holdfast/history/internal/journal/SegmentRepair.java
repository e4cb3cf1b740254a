package org.holdfast.history.internal.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.holdfast.history.internal.Aside;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes files of a journal sound again: cuts a half-written end off, puts a damaged file aside and keeps the rest. */
final class SegmentRepair {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentRepair.class);

    private final InstantSource clock;
    private final List<String> damages = new CopyOnWriteArrayList<>();

    SegmentRepair(InstantSource clock) {
        this.clock = clock;
    }

    List<String> damages() {
        return List.copyOf(damages);
    }

    /**
     * Reads a file that nobody writes to, and leaves only what is sound in it.
     *
     * @param journal whose file it is
     */
    SegmentScan repair(Path segment, UUID journal) throws IOException {
        byte[] bytes = Files.readAllBytes(segment);
        SegmentScan scan = SegmentScan.of(ByteBuffer.wrap(bytes));
        if (scan.isDamaged()) {
            Path aside = Aside.name(segment, clock.instant());
            Files.copy(segment, aside);
            rewrite(segment, journal, scan.frames());
            String damage = "Journal " + segment + " was damaged: " + scan.lostBytes()
                    + " bytes of it can't be read, the other " + scan.frames().size()
                    + " records are kept. A copy of it as it was is " + aside + ".";
            damages.add(damage);
            LOG.error(damage);
        } else if (scan.soundBytes() < bytes.length || scan.journal().isEmpty()) {
            LOG.info(
                    "journal {}: {} bytes that were being written are cut off",
                    segment,
                    bytes.length - scan.soundBytes());
            cut(segment, journal, scan.soundBytes());
        }
        return scan;
    }

    private static void rewrite(Path segment, UUID journal, List<Frame> frames) throws IOException {
        Path sound = segment.resolveSibling(segment.getFileName() + ".sound");
        try (RandomAccessFile out = new RandomAccessFile(sound.toFile(), "rw")) {
            out.setLength(0);
            out.write(SegmentFile.header(journal));
            for (Frame frame : frames) {
                out.write(frame.bytes());
            }
            out.getFD().sync();
        }
        Files.move(sound, segment, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        SegmentFile.forceName(segment.getParent());
    }

    private static void cut(Path segment, UUID journal, int length) throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(segment.toFile(), "rw")) {
            out.setLength(length);
            if (length == 0) {
                out.write(SegmentFile.header(journal));
            }
            out.getFD().sync();
        }
    }
}
