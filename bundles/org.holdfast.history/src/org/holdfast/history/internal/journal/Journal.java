package org.holdfast.history.internal.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * An append-only journal in a directory of its own, which one process has at a time. It is a row of files; when one is
 * large enough, the next one begins. Any thread may call.
 */
public final class Journal implements AutoCloseable {

    /** A file that is larger is followed by a new one. */
    static final long SEGMENT_BYTES = 4L << 20;

    private final Path directory;
    private final DirectoryLock lock;
    private final RecordCipher cipher;
    private final Ballast ballast;
    private final SegmentRepair repair;
    private final UUID id;
    private final ReentrantLock appending = new ReentrantLock();
    private final ReentrantLock forcing = new ReentrantLock();

    /** Files that are full and on the disk, but may still be in another thread's hands. */
    private final Queue<SegmentFile> full = new ConcurrentLinkedQueue<>();

    private volatile SegmentFile current;
    private volatile long last;
    private volatile long forced;
    private boolean isClosed;

    private Journal(Path directory, DirectoryLock lock, RecordCipher cipher, SegmentRepair repair, UUID id, long last) {
        this.directory = directory;
        this.lock = lock;
        this.cipher = cipher;
        this.ballast = new Ballast(directory);
        this.repair = repair;
        this.id = id;
        this.last = last;
        this.forced = last;
    }

    /**
     * Takes a journal into possession and cuts off a record that was only half written. What is damaged otherwise is
     * put aside, and the rest stays.
     *
     * @param directory made when it is missing
     * @param cipher for its records; null to leave them open
     * @return empty when another process has it
     */
    public static Optional<Journal> claim(Path directory, RecordCipher cipher, InstantSource clock) throws IOException {
        Files.createDirectories(directory);
        Optional<DirectoryLock> lock = DirectoryLock.tryLock(directory);
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        Journal journal = null;
        try {
            journal = open(directory, lock.get(), cipher, clock);
            return Optional.of(journal);
        } finally {
            if (journal == null) {
                lock.get().close();
            }
        }
    }

    private static Journal open(Path directory, DirectoryLock lock, RecordCipher cipher, InstantSource clock)
            throws IOException {
        SegmentRepair repair = new SegmentRepair(clock);
        List<Path> segments = segments(directory);
        UUID id = id(segments).orElseGet(UUID::randomUUID);
        long last = 0;
        SegmentFile current = null;
        if (!segments.isEmpty()) {
            Path newest = segments.getLast();
            SegmentScan scan = repair.repair(newest, id);
            last = scan.frames().isEmpty()
                    ? SegmentFile.first(newest) - 1
                    : scan.frames().getLast().sequence();
            current = SegmentFile.open(newest);
        }
        Journal journal = new Journal(directory, lock, cipher, repair, id, last);
        journal.current = current;
        return journal;
    }

    private static Optional<UUID> id(List<Path> segments) throws IOException {
        for (Path segment : segments.reversed()) {
            Optional<UUID> id = SegmentFile.journal(ByteBuffer.wrap(start(segment)));
            if (id.isPresent()) {
                return id;
            }
        }
        return Optional.empty();
    }

    private static byte[] start(Path segment) throws IOException {
        try (var in = Files.newInputStream(segment)) {
            return in.readNBytes(SegmentFile.HEADER);
        }
    }

    /** Its files, the oldest first. */
    static List<Path> segments(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(SegmentFile::isOne).sorted().toList();
        }
    }

    /** Names this journal in databases. */
    public UUID id() {
        return id;
    }

    public Path directory() {
        return directory;
    }

    /** Sequence of the newest record; 0 before the first one. */
    public long last() {
        return last;
    }

    /** Files that were damaged, and what became of them, as sentences. */
    public List<String> damages() {
        return repair.damages();
    }

    /** Whether the reserve on the disk had to be given up to make room. */
    public boolean isShortOfDisk() {
        return ballast.isGivenUp();
    }

    /**
     * Appends a record; it isn't on the disk before {@link #force}.
     *
     * @param appended is told its sequence while no other record can be appended
     * @return its sequence
     * @throws IOException when the disk doesn't take it; then nothing of it is there
     */
    public long append(byte[] payload, LongConsumer appended) throws IOException {
        appending.lock();
        try {
            if (isClosed) {
                throw new IOException("the journal " + directory + " is closed");
            }
            Frame frame = Frame.of(last + 1, payload, cipher);
            try {
                append(frame);
            } catch (IOException e) {
                if (!ballast.giveUp()) {
                    throw e;
                }
                append(frame);
            }
            long sequence = frame.sequence();
            last = sequence;
            appended.accept(sequence);
            return sequence;
        } finally {
            appending.unlock();
        }
    }

    private void append(Frame frame) throws IOException {
        if (current == null || current.length() >= SEGMENT_BYTES) {
            roll();
        }
        current.append(frame);
    }

    private void roll() throws IOException {
        SegmentFile next = SegmentFile.create(directory, last + 1, id);
        if (current == null) {
            ballast.take();
        } else {
            current.force();
            forced = last;
            full.add(current);
        }
        current = next;
    }

    /** Returns when the record of that sequence and all before it are on the disk. One wait serves all who wait. */
    public void force(long sequence) throws IOException {
        if (forced >= sequence) {
            return;
        }
        forcing.lock();
        try {
            if (forced < sequence) {
                // In this order: a record that isn't in the current file was forced with the file before.
                long appended = last;
                current.force();
                forced = Math.max(forced, appended);
            }
            for (SegmentFile file = full.poll(); file != null; file = full.poll()) {
                file.close();
            }
        } finally {
            forcing.unlock();
        }
    }

    /**
     * Reads records in order.
     *
     * @param from sequence of the first one wanted
     * @param limit at most so many
     * @return fewer only at the end of a file; empty when there are none any more
     */
    public List<JournalRecord> read(long from, int limit) throws IOException {
        List<Path> segments = segments(directory);
        List<JournalRecord> records = new ArrayList<>();
        for (int i = 0; i < segments.size() && records.isEmpty(); i++) {
            boolean isBehind = i + 1 < segments.size() && SegmentFile.first(segments.get(i + 1)) <= from;
            if (!isBehind) {
                read(segments.get(i), from, limit, records);
            }
        }
        return records;
    }

    private void read(Path segment, long from, int limit, List<JournalRecord> records) throws IOException {
        for (Frame frame : frames(segment)) {
            if (frame.sequence() >= from && records.size() < limit) {
                records.add(new JournalRecord(frame.sequence(), frame.payload(cipher)));
            }
        }
    }

    private List<Frame> frames(Path segment) throws IOException {
        appending.lock();
        try {
            boolean isCurrent = current != null && segment.equals(current.path());
            if (isCurrent) {
                return SegmentScan.of(ByteBuffer.wrap(Files.readAllBytes(segment)))
                        .frames();
            }
        } finally {
            appending.unlock();
        }
        return repair.repair(segment, id).frames();
    }

    /**
     * Deletes the oldest files, as long as all their records are in the database and enough is kept without them.
     *
     * @param written records up to this one are in the database, and that is on its disk
     * @param keepBytes so much is kept in any case
     */
    public void trim(long written, long keepBytes) throws IOException {
        List<Path> segments = segments(directory);
        long bytes = 0;
        for (Path segment : segments) {
            bytes += Files.size(segment);
        }
        for (int i = 0; i + 1 < segments.size(); i++) {
            bytes -= Files.size(segments.get(i));
            boolean isWritten = SegmentFile.first(segments.get(i + 1)) <= written + 1;
            if (!isWritten || bytes < keepBytes) {
                break;
            }
            Files.delete(segments.get(i));
        }
        ballast.takeAgain();
    }

    @Override
    public void close() throws IOException {
        appending.lock();
        try {
            if (isClosed) {
                return;
            }
            isClosed = true;
            if (current != null) {
                force(last);
                current.close();
            }
        } finally {
            appending.unlock();
            lock.close();
        }
    }
}
