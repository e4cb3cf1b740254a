package org.holdfast.cluster.internal.agreement;

import io.microraft.RaftEndpoint;
import io.microraft.model.log.LogEntry;
import io.microraft.model.log.RaftGroupMembersView;
import io.microraft.model.log.SnapshotChunk;
import io.microraft.model.persistence.RaftEndpointPersistentState;
import io.microraft.model.persistence.RaftTermPersistentState;
import io.microraft.persistence.RaftStore;
import io.microraft.persistence.RestoredRaftState;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.holdfast.model.ownership.NodeId;

/**
 * The log on disk: {@code agreement.log} in the data directory. Each call is durable when it returns, so {@link #flush} has
 * nothing left to do: the engine may acknowledge what it hasn't flushed. After the first failure every call fails, and
 * {@link #hasFailed} says so: what is on disk and what the engine believes may differ then, until the node starts again.
 * Used by the engine's thread; {@link #hasFailed} by any.
 */
final class LogStore implements RaftStore, Closeable {

    private final Path path;
    private final Disk disk;
    private final LogImage image = new LogImage();
    private RecordFile file;
    private Consumer<Exception> whenFailed = failure -> {};
    private volatile boolean failed;

    private LogStore(Path path, Disk disk) {
        this.path = path;
        this.disk = disk;
    }

    /** @throws IOException when the log is damaged or can't be read; the message says what to do */
    static LogStore open(Path dataDirectory, Disk disk) throws IOException {
        Files.createDirectories(dataDirectory);
        LogStore store = new LogStore(dataDirectory.resolve("agreement.log"), disk);
        try {
            RecordFile.Opened opened = RecordFile.open(store.path, disk);
            store.file = opened.file();
            for (byte[] record : opened.records()) {
                store.image.apply(LogRecord.read(record));
            }
        } catch (IOException e) {
            store.close();
            throw new IOException(
                    "the agreement's log " + store.path + " can't be read (" + e.getMessage()
                            + "). This node must not vote without it, nor with an older copy. While all other members are"
                            + " up and in step with each other, delete it and start again",
                    e);
        }
        return store;
    }

    /** What the engine goes on with; empty for a node that has never run. */
    Optional<RestoredRaftState> restored() {
        return image.restored();
    }

    /** @throws IOException when the log belongs to another node, or to another cluster; the message says what to do */
    void check(NodeId self, Collection<NodeId> members) throws IOException {
        Optional<RestoredRaftState> known = image.restored();
        if (known.isEmpty()) {
            return;
        }
        RaftEndpoint owner = known.get().getLocalEndpointPersistentState().getLocalEndpoint();
        if (!owner.equals(new RaftMember(self))) {
            throw new IOException("the agreement's log " + path + " belongs to node " + owner.getId() + ", not to "
                    + self + "; give each node a data directory of its own");
        }
        Set<Object> stored = new TreeSet<>();
        known.get().getInitialGroupMembers().getMembers().forEach(m -> stored.add(m.getId()));
        Set<Object> configured = new TreeSet<>();
        members.forEach(m -> configured.add(m.name()));
        if (!stored.equals(configured)) {
            throw new IOException("the agreement's log " + path + " was begun by the members " + stored + ", but "
                    + configured
                    + " are configured. To change the members, stop all nodes, delete agreement.log on each"
                    + " and start them with the new file; votes and epochs are kept");
        }
    }

    LogImage image() {
        return image;
    }

    /** Who hears of the first failure, on the thread on which it happens. Set before the engine starts. */
    void whenFailed(Consumer<Exception> listener) {
        whenFailed = listener;
    }

    /** Whether something couldn't be stored. */
    boolean hasFailed() {
        return failed;
    }

    @Override
    public void persistAndFlushLocalEndpoint(RaftEndpointPersistentState self) throws IOException {
        store(new LogRecord.Self(self.getLocalEndpoint(), self.isVoting()));
    }

    @Override
    public void persistAndFlushInitialGroupMembers(RaftGroupMembersView members) throws IOException {
        store(new LogRecord.Members(members));
    }

    @Override
    public void persistAndFlushTerm(RaftTermPersistentState term) throws IOException {
        store(new LogRecord.Term(term.getTerm(), Optional.ofNullable(term.getVotedFor())));
    }

    @Override
    public void persistLogEntries(List<LogEntry> entries) throws IOException {
        store(new LogRecord.Append(List.copyOf(entries)));
    }

    @Override
    public void persistSnapshotChunk(SnapshotChunk chunk) throws IOException {
        store(new LogRecord.Chunk(chunk));
    }

    @Override
    public void truncateLogEntriesFrom(long index) throws IOException {
        store(new LogRecord.CutFrom(index));
    }

    /** Writes the file anew without what isn't needed any more. */
    @Override
    public void truncateLogEntriesUntil(long index) throws IOException {
        attempt(() -> {
            image.apply(new LogRecord.CutUntil(index));
            rewrite();
        });
    }

    @Override
    public void deleteSnapshotChunks(long index, int count) throws IOException {
        store(new LogRecord.DropChunks(index));
    }

    @Override
    public void flush() throws IOException {
        attempt(() -> {});
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    private void store(LogRecord record) throws IOException {
        attempt(() -> {
            if (!image.knows(record)) {
                file.append(LogRecord.write(record));
                image.apply(record);
            }
        });
    }

    private void rewrite() throws IOException {
        Path beside = path.resolveSibling("agreement.log.new");
        Files.deleteIfExists(beside);
        RecordFile next = RecordFile.open(beside, disk).file();
        try {
            for (LogRecord record : image.records()) {
                next.append(LogRecord.write(record));
            }
            disk.replace(beside, path);
        } catch (IOException e) {
            next.close();
            throw e;
        }
        file.close();
        file = next;
    }

    private void attempt(Work work) throws IOException {
        if (failed) {
            throw new IOException("the agreement's log " + path + " failed before; this node has to start again");
        }
        try {
            work.run();
        } catch (IOException | RuntimeException e) {
            failed = true;
            whenFailed.accept(e);
            throw e;
        }
    }

    private interface Work {
        void run() throws IOException;
    }
}
