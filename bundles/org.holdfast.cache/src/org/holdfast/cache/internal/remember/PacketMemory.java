package org.holdfast.cache.internal.remember;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/**
 * Stores packets in a directory as pcapng segments, within a limit of bytes: the oldest segment goes first. Segments
 * that an earlier process left are deleted at the start: they belong to connections that nobody tracks any more.
 *
 * <p>A disk that is full or fails never stops the capture: packets that find no room are reported as
 * {@link PacketReference#NONE}, {@link #problem()} says what to do, and after a second of capture time the next packet
 * tries a new segment. Not safe for threads; a {@link PacketReader} is independent once it is made.
 */
public final class PacketMemory implements AutoCloseable {

    private static final long RETRY_NANOS = 1_000_000_000L;
    private static final long SMALLEST_SEGMENT = 4096;
    private static final String LOCK_FILE = "in-use.lock";

    /** Hears of packets that were accepted but never reached the disk. */
    @FunctionalInterface
    public interface LossListener {

        /** All packets of this segment from this offset on are lost. */
        void lost(int segment, long fromOffset);
    }

    private final Path directory;
    private final long memoryBytes;
    private final long segmentBytes;
    private final SegmentFiles files;
    private final LossListener listener;
    private final FileChannel lock;
    private final Segments closed = new Segments();
    private SegmentWriter writer;
    private int nextNumber;
    private long evictedBytes;
    private long newestNanos;
    private long retryAtNanos = Long.MIN_VALUE;
    private Optional<String> problem = Optional.empty();

    /**
     * @param directory is made when it isn't there; used by one process at a time
     * @param memoryBytes what all segments may take
     * @param segmentBytes length of one; at most a quarter of all
     * @throws IOException when the directory can't be made, cleared or is used by another cache
     */
    public PacketMemory(Path directory, long memoryBytes, long segmentBytes, LossListener listener) throws IOException {
        this(directory, memoryBytes, segmentBytes, listener, SegmentFiles.REAL);
    }

    PacketMemory(Path directory, long memoryBytes, long segmentBytes, LossListener listener, SegmentFiles files)
            throws IOException {
        this.directory = directory;
        this.memoryBytes = memoryBytes;
        this.segmentBytes = Math.max(SMALLEST_SEGMENT, Math.min(segmentBytes, memoryBytes / 4));
        this.listener = listener;
        this.files = files;
        Files.createDirectories(directory);
        lock = lock(directory);
        try {
            SegmentFiles.deleteLeftOvers(directory);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /** Stores a packet and returns where, or {@link PacketReference#NONE}. The frame stays as it is. */
    public long append(long timestampNanos, int linkType, ByteBuffer frame, int originalLength) {
        newestNanos = timestampNanos;
        if (writer == null && timestampNanos < retryAtNanos) {
            return PacketReference.NONE;
        }
        try {
            if (writer != null && writer.length() + frame.remaining() > segmentBytes) {
                roll();
            }
            if (writer == null) {
                open();
            }
            return PacketReference.of(writer.number(), writer.append(timestampNanos, linkType, frame, originalLength));
        } catch (IOException e) {
            failed(e);
            return PacketReference.NONE;
        }
    }

    /** Brings all packets to the files. */
    public void flush() {
        if (writer == null) {
            return;
        }
        try {
            writer.flush();
            problem = Optional.empty();
        } catch (IOException e) {
            failed(e);
        }
    }

    /** Reads packets that were stored before this call. Close it. */
    public PacketReader reader() {
        flush();
        Map<Integer, Segments.Segment> all = closed.byNumber();
        if (writer != null) {
            all.put(writer.number(), segmentOf(writer));
        }
        return new PacketReader(all);
    }

    /** Number of the oldest segment that is there or will come next. */
    public int oldestSegment() {
        if (!closed.isEmpty()) {
            return closed.oldest().number();
        }
        return writer == null ? nextNumber : writer.number();
    }

    public long storedBytes() {
        return closed.bytes() + (writer == null ? 0 : writer.length());
    }

    /** Bytes of segments that were deleted to stay within the limit. */
    public long evictedBytes() {
        return evictedBytes;
    }

    /** Why packets aren't stored now, and what to do. */
    public Optional<String> problem() {
        return problem;
    }

    /** Closes the files; they stay. */
    @Override
    public void close() throws IOException {
        try (lock) {
            if (writer != null) {
                roll();
            }
        }
    }

    private void open() throws IOException {
        while (!closed.isEmpty() && closed.bytes() + segmentBytes > memoryBytes) {
            Segments.Segment oldest = closed.removeOldest();
            evictedBytes += oldest.bytes();
            files.delete(oldest.file());
        }
        int number = nextNumber++;
        writer = new SegmentWriter(number, directory.resolve(SegmentFiles.name(number)), files);
    }

    private void roll() throws IOException {
        writer.close();
        closed.add(segmentOf(writer));
        writer = null;
    }

    private void failed(IOException cause) {
        retryAtNanos = newestNanos + RETRY_NANOS;
        problem = Optional.of("The packet memory can't write to " + directory + ": " + cause.getMessage()
                + ". Connections that send or receive now can't be continued. Free space there, make it writable, or"
                + " choose another directory.");
        if (writer == null) {
            return;
        }
        SegmentWriter broken = writer;
        writer = null;
        listener.lost(broken.number(), broken.writtenBytes());
        try {
            broken.abandon();
            files.truncate(broken.file(), broken.writtenBytes());
        } catch (IOException e) {
            problem = problem.map(text -> text + " Its last segment may end within a packet: " + e.getMessage() + ".");
        }
        closed.add(segmentOf(broken));
    }

    private static Segments.Segment segmentOf(SegmentWriter writer) {
        return new Segments.Segment(writer.number(), writer.file(), writer.writtenBytes(), writer.linkTypes());
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock taken = channel.tryLock();
            if (taken != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException(inUse(directory), e);
        } catch (IOException e) {
            channel.close();
            throw new IOException("can't lock " + directory + ": " + e.getMessage(), e);
        }
        channel.close();
        throw new IOException(inUse(directory));
    }

    private static String inUse(Path directory) {
        return "the packet directory " + directory + " is used by another cache; end that one or choose another"
                + " directory";
    }
}
