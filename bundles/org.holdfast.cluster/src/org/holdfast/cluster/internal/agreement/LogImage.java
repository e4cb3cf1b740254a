package org.holdfast.cluster.internal.agreement;

import io.microraft.model.log.LogEntry;
import io.microraft.model.log.SnapshotChunk;
import io.microraft.model.log.SnapshotEntry;
import io.microraft.model.persistence.RaftTermPersistentState;
import io.microraft.persistence.RestoredRaftState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What all records together say. Not thread-safe. */
final class LogImage {

    private static final int ENTRIES_IN_A_RECORD = 256;

    private LogRecord.Self self;
    private LogRecord.Members members;
    private LogRecord.Term term = new LogRecord.Term(0, Optional.empty());
    private final NavigableMap<Long, LogEntry> entries = new TreeMap<>();
    /** By the number of the entry, then of the part. */
    private final NavigableMap<Long, NavigableMap<Integer, SnapshotChunk>> snapshots = new TreeMap<>();

    void apply(LogRecord record) {
        switch (record) {
            case LogRecord.Self newSelf -> self = newSelf;
            case LogRecord.Members newMembers -> members = newMembers;
            case LogRecord.Term newTerm -> term = newTerm;
            case LogRecord.Append append -> append.entries().forEach(entry -> entries.put(entry.getIndex(), entry));
            case LogRecord.CutFrom cut -> entries.tailMap(cut.index(), true).clear();
            case LogRecord.CutUntil cut -> {
                entries.headMap(cut.index(), true).clear();
                newestSnapshot()
                        .ifPresent(index -> snapshots.headMap(index, false).clear());
            }
            case LogRecord.Chunk chunk ->
                snapshots
                        .computeIfAbsent(chunk.chunk().getIndex(), index -> new TreeMap<>())
                        .put(chunk.chunk().getSnapshotChunkIndex(), chunk.chunk());
            case LogRecord.DropChunks drop -> snapshots.remove(drop.index());
        }
    }

    /** Whether a record says nothing that isn't known. */
    boolean knows(LogRecord record) {
        return switch (record) {
            case LogRecord.Self other -> other.equals(self);
            case LogRecord.Members other ->
                members != null
                        && members.view().getMembers().equals(other.view().getMembers())
                        && members.view().getVotingMembers().equals(other.view().getVotingMembers());
            default -> false;
        };
    }

    /** The fewest records that say the same. */
    List<LogRecord> records() {
        List<LogRecord> records = new ArrayList<>();
        Optional.ofNullable(self).ifPresent(records::add);
        Optional.ofNullable(members).ifPresent(records::add);
        records.add(term);
        snapshots.values().forEach(parts -> parts.values().forEach(part -> records.add(new LogRecord.Chunk(part))));
        List<LogEntry> all = List.copyOf(entries.values());
        for (int i = 0; i < all.size(); i += ENTRIES_IN_A_RECORD) {
            records.add(new LogRecord.Append(all.subList(i, Math.min(all.size(), i + ENTRIES_IN_A_RECORD))));
        }
        return records;
    }

    /** What the engine goes on with; empty for a node that has never run. */
    Optional<RestoredRaftState> restored() {
        if (self == null || members == null) {
            return Optional.empty();
        }
        RaftTermPersistentState restoredTerm = EntryCodec.MODEL
                .createRaftTermPersistentStateBuilder()
                .setTerm(term.term())
                .setVotedFor(term.votedFor().orElse(null))
                .build();
        return Optional.of(new RestoredRaftState(
                EntryCodec.MODEL
                        .createRaftEndpointPersistentStateBuilder()
                        .setLocalEndpoint(self.member())
                        .setVoting(self.voting())
                        .build(),
                members.view(),
                restoredTerm,
                newestSnapshot().map(this::snapshot).orElse(null),
                List.copyOf(entries.values())));
    }

    /** All entries that are kept, in their order. */
    Collection<LogEntry> entries() {
        return entries.values();
    }

    private Optional<Long> newestSnapshot() {
        return snapshots.descendingMap().entrySet().stream()
                .filter(s -> s.getValue().size()
                        == s.getValue().firstEntry().getValue().getSnapshotChunkCount())
                .map(s -> s.getKey())
                .findFirst();
    }

    private SnapshotEntry snapshot(long index) {
        List<SnapshotChunk> parts = List.copyOf(snapshots.get(index).values());
        return EntryCodec.MODEL
                .createSnapshotEntryBuilder()
                .setIndex(index)
                .setTerm(parts.getFirst().getTerm())
                .setSnapshotChunks(parts)
                .setGroupMembersView(parts.getFirst().getGroupMembersView())
                .build();
    }
}
