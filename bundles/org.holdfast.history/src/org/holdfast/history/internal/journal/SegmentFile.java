package org.holdfast.history.internal.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The file of a journal that records are appended to. It begins with a header: magic number (8 bytes), the journal's
 * UUID (16), CRC32C of both (4). Not for two threads at a time, but for {@link #force}.
 */
final class SegmentFile implements AutoCloseable {

    static final int HEADER = 28;

    private static final long MAGIC = 0x4846_4a4f_5552_4e31L; // "HFJOURN1"
    private static final String SUFFIX = ".journal";

    private final Path path;
    // No channel: it would close when a thread is interrupted while it writes.
    private final RandomAccessFile file;
    private long length;

    private SegmentFile(Path path, RandomAccessFile file, long length) {
        this.path = path;
        this.file = file;
        this.length = length;
    }

    /** The file whose first record has that sequence. */
    static Path path(Path directory, long first) {
        return directory.resolve("%020d%s".formatted(first, SUFFIX));
    }

    static boolean isOne(Path path) {
        return path.getFileName().toString().matches("\\d{20}\\" + SUFFIX);
    }

    /** The sequence that its first record has or would have. */
    static long first(Path path) {
        return Long.parseLong(path.getFileName().toString(), 0, 20, 10);
    }

    /** Makes a new one; header and name are on the disk when this returns. */
    static SegmentFile create(Path directory, long first, UUID journal) throws IOException {
        Path path = path(directory, first);
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            file.setLength(0);
            file.write(header(journal));
            file.getFD().sync();
            forceName(directory);
        } catch (IOException e) {
            file.close();
            Files.deleteIfExists(path);
            throw e;
        }
        return new SegmentFile(path, file, HEADER);
    }

    /** Opens one that is sound up to its end. */
    static SegmentFile open(Path path) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        file.seek(file.length());
        return new SegmentFile(path, file, file.length());
    }

    static byte[] header(UUID journal) {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        header.putLong(MAGIC).putLong(journal.getMostSignificantBits()).putLong(journal.getLeastSignificantBits());
        return header.putInt(checksum(header)).array();
    }

    /** The journal that a file belongs to; empty when its header is damaged. */
    static Optional<UUID> journal(ByteBuffer file) {
        boolean isSound =
                file.limit() >= HEADER && file.getLong(0) == MAGIC && file.getInt(HEADER - 4) == checksum(file);
        return isSound ? Optional.of(new UUID(file.getLong(8), file.getLong(16))) : Optional.empty();
    }

    private static int checksum(ByteBuffer header) {
        CRC32C crc = new CRC32C();
        crc.update(header.slice(0, HEADER - Integer.BYTES));
        return (int) crc.getValue();
    }

    /** A file's name is on the disk only when its directory is. */
    static void forceName(Path directory) throws IOException {
        Uninterrupted.call(() -> {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
                return channel;
            }
        });
    }

    Path path() {
        return path;
    }

    long length() {
        return length;
    }

    /** Appends a frame or nothing: what was written of it is cut off when the disk refuses the rest. */
    void append(Frame frame) throws IOException {
        boolean isWhole = false;
        try {
            file.write(frame.bytes());
            length += frame.length();
            isWhole = true;
        } finally {
            if (!isWhole) {
                file.setLength(length);
                file.seek(length);
            }
        }
    }

    void force() throws IOException {
        file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
