package org.holdfast.cluster.internal.agreement;

import io.microraft.RaftEndpoint;
import io.microraft.model.RaftModelFactory;
import io.microraft.model.impl.DefaultRaftModelFactory;
import io.microraft.model.log.LogEntry;
import io.microraft.model.log.RaftGroupMembersView;
import io.microraft.model.log.SnapshotChunk;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The engine's values as bytes, for the wire and the disk. Members are configured: changes of membership have no form. */
final class EntryCodec {

    static final RaftModelFactory MODEL = new DefaultRaftModelFactory();
    private static final int LARGEST_SNAPSHOT = 1 << 24;

    private EntryCodec() {}

    static void writeMember(RaftEndpoint member, DataOutput out) throws IOException {
        CommandCodec.writeNode(((RaftMember) member).node(), out);
    }

    static RaftMember readMember(DataInput in) throws IOException {
        return new RaftMember(CommandCodec.readNode(in));
    }

    static void writeMembers(Collection<RaftEndpoint> members, DataOutput out) throws IOException {
        out.writeInt(members.size());
        for (RaftEndpoint member : members) {
            writeMember(member, out);
        }
    }

    static Set<RaftEndpoint> readMembers(DataInput in) throws IOException {
        Set<RaftEndpoint> members = new LinkedHashSet<>();
        for (int left = CommandCodec.readCount(in); left > 0; left--) {
            members.add(readMember(in));
        }
        return members;
    }

    static void writeView(RaftGroupMembersView view, DataOutput out) throws IOException {
        out.writeLong(view.getLogIndex());
        writeMembers(view.getMembers(), out);
        writeMembers(view.getVotingMembers(), out);
    }

    static RaftGroupMembersView readView(DataInput in) throws IOException {
        return MODEL.createRaftGroupMembersViewBuilder()
                .setLogIndex(in.readLong())
                .setMembers(readMembers(in))
                .setVotingMembers(readMembers(in))
                .build();
    }

    static void writeEntries(List<LogEntry> entries, DataOutput out) throws IOException {
        out.writeInt(entries.size());
        for (LogEntry entry : entries) {
            out.writeLong(entry.getIndex());
            out.writeInt(entry.getTerm());
            if (!(entry.getOperation() instanceof Command command)) {
                throw new IOException("members are configured and not changed by " + entry.getOperation());
            }
            CommandCodec.write(command, out);
        }
    }

    static List<LogEntry> readEntries(DataInput in) throws IOException {
        List<LogEntry> entries = new ArrayList<>();
        for (int left = CommandCodec.readCount(in); left > 0; left--) {
            entries.add(MODEL.createLogEntryBuilder()
                    .setIndex(in.readLong())
                    .setTerm(in.readInt())
                    .setOperation(CommandCodec.read(in))
                    .build());
        }
        return entries;
    }

    static void writeChunk(SnapshotChunk chunk, DataOutput out) throws IOException {
        out.writeLong(chunk.getIndex());
        out.writeInt(chunk.getTerm());
        out.writeInt(chunk.getSnapshotChunkIndex());
        out.writeInt(chunk.getSnapshotChunkCount());
        writeView(chunk.getGroupMembersView(), out);
        byte[] state = (byte[]) chunk.getOperation();
        out.writeInt(state.length);
        out.write(state);
    }

    static SnapshotChunk readChunk(DataInput in) throws IOException {
        long index = in.readLong();
        int term = in.readInt();
        int number = in.readInt();
        int count = in.readInt();
        RaftGroupMembersView view = readView(in);
        int length = in.readInt();
        if (length < 0 || length > LARGEST_SNAPSHOT) {
            throw new IOException("a snapshot of " + length + " bytes");
        }
        byte[] state = new byte[length];
        in.readFully(state);
        return MODEL.createSnapshotChunkBuilder()
                .setIndex(index)
                .setTerm(term)
                .setSnapshotChunkIndex(number)
                .setSnapshotChunkCount(count)
                .setGroupMembersView(view)
                .setOperation(state)
                .build();
    }
}
