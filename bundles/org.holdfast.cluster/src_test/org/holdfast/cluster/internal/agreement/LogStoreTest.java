package org.holdfast.cluster.internal.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.microraft.RaftEndpoint;
import io.microraft.model.log.LogEntry;
import io.microraft.model.log.RaftGroupMembersView;
import io.microraft.model.log.SnapshotChunk;
import io.microraft.persistence.RestoredRaftState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.holdfast.cluster.internal.lease.Candidate;
import org.holdfast.model.ownership.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogStoreTest {

    private static final RaftMember ALPHA = new RaftMember(new NodeId("alpha"));
    private static final RaftMember BETA = new RaftMember(new NodeId("beta"));

    /** One call of the engine. */
    private interface Call {
        void on(LogStore store) throws IOException;
    }

    /** All that the engine asks of a store, in an order in which it asks. */
    private static final List<Call> CALLS = List.of(
            s -> s.persistAndFlushLocalEndpoint(EntryCodec.MODEL
                    .createRaftEndpointPersistentStateBuilder()
                    .setLocalEndpoint(ALPHA)
                    .setVoting(true)
                    .build()),
            s -> s.persistAndFlushInitialGroupMembers(members()),
            s -> s.persistAndFlushTerm(EntryCodec.MODEL
                    .createRaftTermPersistentStateBuilder()
                    .setTerm(1)
                    .setVotedFor(BETA)
                    .build()),
            s -> s.persistLogEntries(List.of(entry(1, 1))),
            s -> s.persistLogEntries(List.of(entry(2, 1), entry(3, 1), entry(4, 1))),
            s -> s.truncateLogEntriesFrom(3),
            s -> s.persistAndFlushTerm(EntryCodec.MODEL
                    .createRaftTermPersistentStateBuilder()
                    .setTerm(2)
                    .setVotedFor(null)
                    .build()),
            s -> s.persistLogEntries(List.of(entry(3, 2))),
            s -> s.persistSnapshotChunk(chunk(3)),
            LogStore::flush,
            s -> s.truncateLogEntriesUntil(2),
            s -> s.persistLogEntries(List.of(entry(4, 2))),
            s -> s.persistSnapshotChunk(chunk(4)),
            s -> s.truncateLogEntriesUntil(4),
            s -> s.persistLogEntries(List.of(entry(5, 2))));

    @TempDir
    Path directory;

    @Test
    void opensWithAllThatWasAcknowledgedWhereverTheWriterWasKilled() throws IOException {
        List<String> states = new ArrayList<>();
        try (LogStore store = LogStore.open(directory.resolve("whole"), FailingDisk.endless())) {
            states.add(describe(store));
            for (Call call : CALLS) {
                call.on(store);
                states.add(describe(store));
            }
        }
        int room = 0;
        int acknowledged = 0;
        while (acknowledged < CALLS.size()) {
            Path data = directory.resolve("killed-" + room);
            acknowledged = callsUntilDeath(data, room);
            try (LogStore store = LogStore.open(data, FailingDisk.endless())) {
                String found = describe(store);
                // What wasn't acknowledged may be there, whole, or not.
                boolean asExpected = found.equals(states.get(acknowledged))
                        || acknowledged < CALLS.size() && found.equals(states.get(acknowledged + 1));
                assertTrue(asExpected, "killed after " + room + " bytes and " + acknowledged + " calls");
                store.persistAndFlushTerm(EntryCodec.MODEL
                        .createRaftTermPersistentStateBuilder()
                        .setTerm(9)
                        .setVotedFor(null)
                        .build());
            }
            try (LogStore again = LogStore.open(data, FailingDisk.endless())) {
                assertEquals(9, ((LogRecord.Term) termOf(again)).term(), "what is written after a cut can be read");
            }
            room++;
        }
        assertTrue(room > 1000, "only " + room + " places to be killed at");
    }

    private static int callsUntilDeath(Path data, int room) throws IOException {
        int done = 0;
        try (LogStore store = LogStore.open(data, new FailingDisk(room))) {
            for (Call call : CALLS) {
                try {
                    call.on(store);
                } catch (IOException e) {
                    return done;
                }
                done++;
            }
        }
        return done;
    }

    @Test
    void handsBackWhatTheEngineNeedsToGoOn() throws IOException {
        try (LogStore store = LogStore.open(directory, Disk.real())) {
            assertTrue(store.restored().isEmpty(), "a node that never ran has nothing to go on with");
            for (Call call : CALLS) {
                call.on(store);
            }
        }
        try (LogStore store = LogStore.open(directory, Disk.real())) {
            RestoredRaftState restored = store.restored().orElseThrow();
            assertEquals(ALPHA, restored.getLocalEndpointPersistentState().getLocalEndpoint());
            assertEquals(
                    Set.<RaftEndpoint>of(ALPHA, BETA),
                    Set.copyOf(restored.getInitialGroupMembers().getVotingMembers()));
            assertEquals(2, restored.getTermPersistentState().getTerm());
            assertEquals(null, restored.getTermPersistentState().getVotedFor());
            assertEquals(4, restored.getSnapshotEntry().getIndex());
            assertEquals(
                    List.of(5L),
                    restored.getLogEntries().stream().map(LogEntry::getIndex).toList());
            assertEquals(command(5), restored.getLogEntries().getFirst().getOperation());
        }
    }

    @Test
    void refusesALogThatIsDamagedAnywhereButInItsUnfinishedEnd() throws IOException {
        try (LogStore store = LogStore.open(directory, FailingDisk.endless())) {
            for (Call call : CALLS.subList(0, 8)) {
                call.on(store);
            }
        }
        Path log = directory.resolve("agreement.log");
        byte[] whole = Files.readAllBytes(log);
        int lastRecord = whole.length - lengthOfLastRecord(whole);
        for (int at = 0; at < lastRecord; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(log, damaged);
            IOException refused = assertThrows(
                    IOException.class, () -> LogStore.open(directory, FailingDisk.endless()), "byte " + at);
            assertTrue(refused.getMessage().contains("must not vote without it"), refused::getMessage);
        }
        byte[] rotten = whole.clone();
        rotten[whole.length - 2] ^= 0x10;
        Files.write(log, rotten);
        assertThrows(
                IOException.class,
                () -> LogStore.open(directory, FailingDisk.endless()),
                "a last record that is complete was acknowledged, perhaps");
    }

    @Test
    void refusesOtherMembersThanThoseThatBeganTheLog() throws IOException {
        try (LogStore store = LogStore.open(directory, FailingDisk.endless())) {
            store.check(ALPHA.node(), List.of(ALPHA.node()));
            for (Call call : CALLS) {
                call.on(store);
            }
            store.check(ALPHA.node(), List.of(BETA.node(), ALPHA.node()));
            IOException other =
                    assertThrows(IOException.class, () -> store.check(BETA.node(), List.of(ALPHA.node(), BETA.node())));
            assertTrue(other.getMessage().contains("belongs to node alpha, not to beta"), other::getMessage);
            IOException more = assertThrows(
                    IOException.class,
                    () -> store.check(ALPHA.node(), List.of(ALPHA.node(), BETA.node(), new NodeId("gamma"))));
            assertTrue(
                    more.getMessage()
                            .contains(
                                    "was begun by the members [alpha, beta], but [alpha, beta, gamma] are configured"),
                    more::getMessage);
        }
    }

    @Test
    void failsForGoodWhenTheDiskIsFullAndLosesNothing() throws IOException {
        FailingDisk disk = FailingDisk.endless();
        String before;
        try (LogStore store = LogStore.open(directory, disk)) {
            for (Call call : CALLS.subList(0, 5)) {
                call.on(store);
            }
            before = describe(store);
            disk.room(12);
            IOException full =
                    assertThrows(IOException.class, () -> CALLS.get(5).on(store));
            assertEquals("No space left on device", full.getMessage());
            assertTrue(store.hasFailed());
            disk.room(Long.MAX_VALUE);
            assertThrows(IOException.class, () -> CALLS.get(5).on(store), "half a record is on the disk");
            assertThrows(IOException.class, store::flush);
        }
        try (LogStore store = LogStore.open(directory, disk)) {
            assertFalse(store.hasFailed());
            assertEquals(before, describe(store));
        }
    }

    private static int lengthOfLastRecord(byte[] whole) {
        int at = whole.length - 1;
        while (!(whole[at] == 'H' && whole[at + 1] == 'F' && whole[at + 2] == 'L' && whole[at + 3] == '1')) {
            at--;
        }
        return whole.length - at;
    }

    private static LogRecord termOf(LogStore store) {
        return store.image().records().stream()
                .filter(r -> r instanceof LogRecord.Term)
                .findFirst()
                .orElseThrow();
    }

    private static String describe(LogStore store) throws IOException {
        StringBuilder text = new StringBuilder();
        for (LogRecord record : store.image().records()) {
            text.append(HexFormat.of().formatHex(LogRecord.write(record))).append('\n');
        }
        return text.toString();
    }

    private static RaftGroupMembersView members() {
        return EntryCodec.MODEL
                .createRaftGroupMembersViewBuilder()
                .setLogIndex(0)
                .setMembers(List.of(ALPHA, BETA))
                .setVotingMembers(List.of(ALPHA, BETA))
                .build();
    }

    private static LogEntry entry(long index, int term) {
        return EntryCodec.MODEL
                .createLogEntryBuilder()
                .setIndex(index)
                .setTerm(term)
                .setOperation(command(index))
                .build();
    }

    private static Command command(long index) {
        UUID id = new UUID(0, index);
        return index % 2 == 0
                ? new Command.ApplyPolicies(id, index, "web = \"alpha\"\n", "ada", Instant.ofEpochSecond(index, 7))
                : new Command.Own(id, "web", index, new Candidate(ALPHA.node(), 10 + index));
    }

    private static SnapshotChunk chunk(long index) {
        AgreedState state = new AgreedState();
        for (long i = 1; i <= index; i++) {
            state.apply(command(i));
        }
        return EntryCodec.MODEL
                .createSnapshotChunkBuilder()
                .setIndex(index)
                .setTerm(2)
                .setSnapshotChunkIndex(0)
                .setSnapshotChunkCount(1)
                .setGroupMembersView(members())
                .setOperation(CommandCodec.writeState(state))
                .build();
    }
}
