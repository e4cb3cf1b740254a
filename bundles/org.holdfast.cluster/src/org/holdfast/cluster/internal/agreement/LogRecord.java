package org.holdfast.cluster.internal.agreement;

import io.microraft.RaftEndpoint;
import io.microraft.model.log.LogEntry;
import io.microraft.model.log.RaftGroupMembersView;
import io.microraft.model.log.SnapshotChunk;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What the engine wants to be remembered, one thing at a time. Later records override earlier ones. */
sealed interface LogRecord {

    /** Which member this log belongs to. */
    record Self(RaftEndpoint member, boolean voting) implements LogRecord {}

    /** All members. */
    record Members(RaftGroupMembersView view) implements LogRecord {}

    /** The term, and whom this node has voted for in it. */
    record Term(int term, Optional<RaftEndpoint> votedFor) implements LogRecord {}

    /** Entries at the end of the log. */
    record Append(List<LogEntry> entries) implements LogRecord {}

    /** The entry with this number and all after it are void. */
    record CutFrom(long index) implements LogRecord {}

    /** The entry with this number and all before it aren't needed any more, nor are snapshots but the newest. */
    record CutUntil(long index) implements LogRecord {}

    /** A part of a snapshot. */
    record Chunk(SnapshotChunk chunk) implements LogRecord {}

    /** The parts of the snapshot at this entry are void. */
    record DropChunks(long index) implements LogRecord {}

    /** @throws IOException when there is something in it that has no form */
    static byte[] write(LogRecord record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        switch (record) {
            case Self self -> {
                out.writeByte(1);
                EntryCodec.writeMember(self.member(), out);
                out.writeBoolean(self.voting());
            }
            case Members members -> {
                out.writeByte(2);
                EntryCodec.writeView(members.view(), out);
            }
            case Term term -> {
                out.writeByte(3);
                out.writeInt(term.term());
                out.writeBoolean(term.votedFor().isPresent());
                if (term.votedFor().isPresent()) {
                    EntryCodec.writeMember(term.votedFor().get(), out);
                }
            }
            case Append append -> {
                out.writeByte(4);
                EntryCodec.writeEntries(append.entries(), out);
            }
            case CutFrom cut -> {
                out.writeByte(5);
                out.writeLong(cut.index());
            }
            case CutUntil cut -> {
                out.writeByte(6);
                out.writeLong(cut.index());
            }
            case Chunk chunk -> {
                out.writeByte(7);
                EntryCodec.writeChunk(chunk.chunk(), out);
            }
            case DropChunks drop -> {
                out.writeByte(8);
                out.writeLong(drop.index());
            }
        }
        return bytes.toByteArray();
    }

    /** @throws IOException when it is no record of this version */
    static LogRecord read(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int kind = in.readByte();
        return switch (kind) {
            case 1 -> new Self(EntryCodec.readMember(in), in.readBoolean());
            case 2 -> new Members(EntryCodec.readView(in));
            case 3 ->
                new Term(in.readInt(), in.readBoolean() ? Optional.of(EntryCodec.readMember(in)) : Optional.empty());
            case 4 -> new Append(EntryCodec.readEntries(in));
            case 5 -> new CutFrom(in.readLong());
            case 6 -> new CutUntil(in.readLong());
            case 7 -> new Chunk(EntryCodec.readChunk(in));
            case 8 -> new DropChunks(in.readLong());
            default -> throw new IOException("a record of the unknown kind " + kind);
        };
    }
}
