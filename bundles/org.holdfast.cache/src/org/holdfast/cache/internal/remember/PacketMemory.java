package org.holdfast.cache.internal.remember;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.holdfast.cache.Eviction;
import org.holdfast.cache.Limits;
import org.holdfast.cache.SlowDisk;

/**
 * Stores packets: first in a ring of chunks outside of the heap, from there in pcapng files of the same bytes, which
 * other tools open at any time. A packet is found again by its reference, in memory or in its file.
 *
 * <p>A disk that is full, slow or broken doesn't stop the capture: packets stay in memory as long as the ring has room,
 * {@link #problem} says what to do, and writing goes on by itself, tried again after a second of capture time. Packets
 * that had to be given up are told to the {@link MemoryListener}. What an earlier process left is kept, see
 * {@link #forEachRecovered}.
 *
 * <p>Threads: one thread at a time appends; {@link #append}, {@link #view}, {@link #flush}, {@link #close} and the
 * questions about bytes and segments belong to it, or to whoever holds the lock that the owner uses for all of them.
 * {@link #reader}, {@link #awaitWritten}, {@link #problem} are for any thread, without a lock. A thread of the memory's
 * own writes the files; {@code append} waits for it only if the limits say so ({@link SlowDisk#WAIT}).
 */
public final class PacketMemory implements AutoCloseable {

    /** So many chunks at least: one is being filled, one written, the others can still be read. */
    private static final int FEWEST_CHUNKS = 4;

    private static final int MOST_CHUNKS = 1 << 16;
    /** So many segments ahead one is chosen to be evicted: it has to be read back. */
    private static final int MOST_AHEAD = 4;

    private static final int FEWEST_AHEAD = 2;
    private static final int STEPS = 16;
    private static final int LARGEST_STEP = 1 << 20;

    private final int segmentBytes;
    private final int step;
    private final SegmentTable table = new SegmentTable();
    private final BlockWriter writer = new BlockWriter();
    private final Trouble trouble;
    private final ChunkRing ring;
    private final Retention retention;
    private final Spiller spiller;
    private final Succession succession;
    /** What is on disk; null when packets are kept in memory only. */
    private final MemoryDirectory disk;

    /** Place in the newest segment where the thread that writes was woken last. */
    private int wokenAt;

    private boolean closed;

    /**
     * Opens a memory in a directory and looks through what is there.
     *
     * @param directory is made when it isn't there; used by one memory at a time
     * @throws IOException when the directory can't be made or read, or is used by another one. A directory that can't
     *     be written to is a {@link #problem} instead
     */
    public PacketMemory(Path directory, Limits limits, MemoryListener listener) throws IOException {
        this(directory, limits, listener, SegmentFiles.REAL);
    }

    PacketMemory(Path directory, Limits limits, MemoryListener listener, SegmentFiles files) throws IOException {
        long least = directory == null ? limits.memoryBytes() : Math.min(limits.memoryBytes(), limits.diskBytes());
        segmentBytes =
                (int) Math.min(Math.min(limits.segmentBytes(), least / FEWEST_CHUNKS), PacketReference.LARGEST_SEGMENT)
                        & ~3;
        step = Math.min(LARGEST_STEP, segmentBytes / STEPS);
        trouble = new Trouble(directory, limits.memoryBytes());
        boolean keepsLive = limits.eviction() == Eviction.KEEP_LIVE;
        int chunks = (int) Math.min(MOST_CHUNKS, limits.memoryBytes() / segmentBytes);
        // One of them is for reading back what is to be evicted.
        ring = new ChunkRing(keepsLive && directory != null ? chunks - 1 : chunks, segmentBytes);
        disk = directory == null
                ? null
                : new MemoryDirectory(directory, table, files, trouble, limits.diskBytes(), segmentBytes, chunks);
        Retention.Limit limit = directory == null
                ? (segments, bytes, more) -> segments + more <= ring.size()
                : (segments, bytes, more) -> bytes + (long) more * segmentBytes <= limits.diskBytes();
        int ahead = directory == null
                ? FEWEST_AHEAD
                : (int) Math.clamp(limits.diskBytes() / segmentBytes / 4, FEWEST_AHEAD, MOST_AHEAD);
        retention = new Retention(table, writer, disk, listener, limit, keepsLive ? segmentBytes / 2 : 0, ahead);
        spiller = new Spiller(table, ring, disk == null ? null : disk.spill(), trouble);
        succession = new Succession(
                directory,
                segmentBytes,
                limits.slowDisk() == SlowDisk.WAIT,
                table,
                writer,
                ring,
                retention,
                spiller,
                trouble,
                disk);
        spiller.start();
    }

    /** A memory without files: as many packets as the limit for memory allows. */
    public static PacketMemory withoutFiles(Limits limits, MemoryListener listener) {
        try {
            return new PacketMemory(null, limits, listener, SegmentFiles.REAL);
        } catch (IOException e) {
            throw new IllegalStateException("no file was asked for", e);
        }
    }

    /**
     * Stores a packet and returns where, or {@link PacketReference#NONE} when it is larger than a segment. The frame
     * stays as it is. Allocates nothing, but for what begins a segment.
     *
     * @param timestampNanos time of capture, nanoseconds since 1970-01-01T00:00:00Z
     * @param linkType the frame's outermost layer, a LINKTYPE_ value of pcap
     * @param frame from position to limit, heap or direct
     * @param originalLength bytes on the wire
     */
    public long append(long timestampNanos, int linkType, ByteBuffer frame, int originalLength) {
        int captured = frame.remaining();
        int block = Pcapng.packetBlock(captured);
        if (!writer.isReadyFor(block, linkType) && !prepare(timestampNanos, block, linkType)) {
            return PacketReference.NONE;
        }
        return writer.put(timestampNanos, frame, captured, originalLength, block);
    }

    /**
     * Looks at a stored packet without copying it, if it is in memory. Allocates nothing, makes no system call.
     *
     * @param frame shows it until the next call of any of the appending thread's methods
     * @return whether it is in memory
     */
    public boolean view(long reference, StoredFrame frame) {
        if (reference < 0) {
            return false;
        }
        int number = PacketReference.segment(reference);
        StoredSegment current = writer.segment();
        StoredSegment segment = current != null && current.number() == number ? current : table.find(number);
        SegmentImage image = segment == null ? null : segment.image();
        return image != null && frame.show(segment, image, PacketReference.offset(reference));
    }

    /** Brings all packets to the files, and waits for that. To wait without a lock, see {@link #awaitWritten}. */
    public void flush() {
        succession.settle();
        spiller.await();
        if (disk != null && disk.spill().wantsRoom()) {
            succession.settle();
            spiller.await();
        }
        succession.settle();
    }

    /**
     * Waits until all packets that were appended before this call are in the files, or it is known that this can't be
     * now; then {@link #problem} says why. For any thread, and better called without the lock.
     */
    public void awaitWritten() {
        spiller.await();
    }

    /** Reads packets, whenever they were stored. For any thread. Close it. */
    public PacketReader reader() {
        return new PacketReader(table);
    }

    /**
     * Gives out the packets that an earlier process stored, in the order of capture, each once. To be called before the
     * first packet is appended.
     *
     * @throws IOException when a segment can't be read
     */
    public void forEachRecovered(RecoveredPacket taker) throws IOException {
        if (disk != null) {
            disk.recovery().forEach(taker);
        }
    }

    /** Number of the oldest segment that is there or will come next. */
    public int oldestSegment() {
        StoredSegment oldest = table.oldest();
        return oldest == null ? succession.nextNumber() : oldest.number();
    }

    /** Bytes of all segments, in memory and in files. */
    public long storedBytes() {
        return table.bytes();
    }

    /** Bytes of segments that were dropped to stay within the limits. */
    public long evictedBytes() {
        return retention.evictedBytes() + (disk == null ? 0 : disk.recovery().evictedBytes());
    }

    /** Bytes that had to go before they were written, because the disk failed or was too slow. For any thread. */
    public long givenUpBytes() {
        return trouble.givenUpBytes();
    }

    /** Why packets aren't written now, and what to do; empty when all is well. For any thread. */
    public Optional<String> problem() {
        Optional<String> text = trouble.text();
        if (text.isEmpty() && ring.isShortOfMemory()) {
            return Optional.of("The system gives only " + ring.size() + " pieces of " + segmentBytes + " bytes to the"
                    + " packet memory. Lower the limit of the memory, or give the process more.");
        }
        return text;
    }

    /**
     * Writes what is left and closes the files; they stay.
     *
     * @throws IOException when not all could be written
     */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        succession.seal();
        flush();
        spiller.close();
        boolean written = true;
        for (StoredSegment segment : table.all()) {
            written &= disk == null || segment.image() == null || segment.isWritten();
            segment.unload();
        }
        ring.close();
        if (disk != null) {
            disk.close();
        }
        if (!written) {
            throw new IOException(trouble.text().orElse("not all packets could be written"));
        }
    }

    /** Makes the writer ready for a packet; false when it can't be stored. */
    private boolean prepare(long timestampNanos, int block, int linkType) {
        if (closed || !writer.fitsAnew(block, segmentBytes)) {
            return false;
        }
        succession.settle();
        succession.carryOver();
        if (!writer.fits(block, linkType)) {
            wokenAt = 0;
            if (!succession.begin(timestampNanos)) {
                return false;
            }
        }
        // What is carried over goes on with each packet.
        writer.prepare(block, linkType, retention.isCarrying() ? 1 : step);
        if (writer.at() - wokenAt >= step) {
            wokenAt = writer.at();
            spiller.wake();
        }
        return true;
    }
}
