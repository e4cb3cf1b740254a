package org.holdfast.cluster.internal.agreement;

import io.microraft.RaftEndpoint;
import io.microraft.model.RaftModelFactory;
import io.microraft.model.log.SnapshotChunk;
import io.microraft.model.message.AppendEntriesFailureResponse;
import io.microraft.model.message.AppendEntriesRequest;
import io.microraft.model.message.AppendEntriesSuccessResponse;
import io.microraft.model.message.InstallSnapshotRequest;
import io.microraft.model.message.InstallSnapshotResponse;
import io.microraft.model.message.PreVoteRequest;
import io.microraft.model.message.PreVoteResponse;
import io.microraft.model.message.RaftMessage;
import io.microraft.model.message.VoteRequest;
import io.microraft.model.message.VoteResponse;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.holdfast.model.ownership.NodeId;

/**
 * The engine's messages as bytes: kind, term, and what the kind has. The sender isn't in them: it is who the channel says it
 * is. A request to start an election has no form, since no other member may ask for that.
 */
final class RaftMessageCodec {

    static final String GROUP = "holdfast";
    private static final RaftModelFactory MODEL = EntryCodec.MODEL;

    private RaftMessageCodec() {}

    static void write(RaftMessage message, DataOutput out) throws IOException {
        switch (message) {
            case AppendEntriesRequest m -> {
                begin(1, m, out);
                out.writeLong(m.getPreviousLogIndex());
                out.writeInt(m.getPreviousLogTerm());
                out.writeLong(m.getCommitIndex());
                EntryCodec.writeEntries(m.getLogEntries(), out);
                flow(m.getQuerySequenceNumber(), m.getFlowControlSequenceNumber(), out);
            }
            case AppendEntriesSuccessResponse m -> {
                begin(2, m, out);
                out.writeLong(m.getLastLogIndex());
                flow(m.getQuerySequenceNumber(), m.getFlowControlSequenceNumber(), out);
            }
            case AppendEntriesFailureResponse m -> {
                begin(3, m, out);
                out.writeLong(m.getExpectedNextIndex());
                flow(m.getQuerySequenceNumber(), m.getFlowControlSequenceNumber(), out);
            }
            case InstallSnapshotRequest m -> {
                begin(4, m, out);
                writeSnapshotRequest(m, out);
            }
            case InstallSnapshotResponse m -> {
                begin(5, m, out);
                out.writeLong(m.getSnapshotIndex());
                out.writeInt(m.getRequestedSnapshotChunkIndex());
                flow(m.getQuerySequenceNumber(), m.getFlowControlSequenceNumber(), out);
            }
            case PreVoteRequest m -> {
                begin(6, m, out);
                out.writeLong(m.getLastLogIndex());
                out.writeInt(m.getLastLogTerm());
            }
            case PreVoteResponse m -> {
                begin(7, m, out);
                out.writeBoolean(m.isGranted());
            }
            case VoteRequest m -> {
                begin(8, m, out);
                out.writeLong(m.getLastLogIndex());
                out.writeInt(m.getLastLogTerm());
                out.writeBoolean(m.isSticky());
            }
            case VoteResponse m -> {
                begin(9, m, out);
                out.writeBoolean(m.isGranted());
            }
            default -> throw new IOException("no member is told " + message);
        }
    }

    /** @throws IOException when it is no message of this version */
    static RaftMessage read(NodeId from, DataInput in) throws IOException {
        RaftEndpoint sender = new RaftMember(from);
        int kind = in.readByte();
        int term = in.readInt();
        if (term < 0) {
            throw new IOException("term " + term);
        }
        return switch (kind) {
            case 1 ->
                MODEL.createAppendEntriesRequestBuilder()
                        .setGroupId(GROUP)
                        .setSender(sender)
                        .setTerm(term)
                        .setPreviousLogIndex(in.readLong())
                        .setPreviousLogTerm(in.readInt())
                        .setCommitIndex(in.readLong())
                        .setLogEntries(EntryCodec.readEntries(in))
                        .setQuerySequenceNumber(in.readLong())
                        .setFlowControlSequenceNumber(in.readLong())
                        .build();
            case 2 ->
                MODEL.createAppendEntriesSuccessResponseBuilder()
                        .setGroupId(GROUP)
                        .setSender(sender)
                        .setTerm(term)
                        .setLastLogIndex(in.readLong())
                        .setQuerySequenceNumber(in.readLong())
                        .setFlowControlSequenceNumber(in.readLong())
                        .build();
            case 3 ->
                MODEL.createAppendEntriesFailureResponseBuilder()
                        .setGroupId(GROUP)
                        .setSender(sender)
                        .setTerm(term)
                        .setExpectedNextIndex(in.readLong())
                        .setQuerySequenceNumber(in.readLong())
                        .setFlowControlSequenceNumber(in.readLong())
                        .build();
            case 4 -> readSnapshotRequest(sender, term, in);
            case 5 ->
                MODEL.createInstallSnapshotResponseBuilder()
                        .setGroupId(GROUP)
                        .setSender(sender)
                        .setTerm(term)
                        .setSnapshotIndex(in.readLong())
                        .setRequestedSnapshotChunkIndex(in.readInt())
                        .setQuerySequenceNumber(in.readLong())
                        .setFlowControlSequenceNumber(in.readLong())
                        .build();
            case 6 ->
                MODEL.createPreVoteRequestBuilder()
                        .setGroupId(GROUP)
                        .setSender(sender)
                        .setTerm(term)
                        .setLastLogIndex(in.readLong())
                        .setLastLogTerm(in.readInt())
                        .build();
            case 7 ->
                MODEL.createPreVoteResponseBuilder()
                        .setGroupId(GROUP)
                        .setSender(sender)
                        .setTerm(term)
                        .setGranted(in.readBoolean())
                        .build();
            case 8 ->
                MODEL.createVoteRequestBuilder()
                        .setGroupId(GROUP)
                        .setSender(sender)
                        .setTerm(term)
                        .setLastLogIndex(in.readLong())
                        .setLastLogTerm(in.readInt())
                        .setSticky(in.readBoolean())
                        .build();
            case 9 ->
                MODEL.createVoteResponseBuilder()
                        .setGroupId(GROUP)
                        .setSender(sender)
                        .setTerm(term)
                        .setGranted(in.readBoolean())
                        .build();
            default -> throw new IOException("a message of the unknown kind " + kind);
        };
    }

    private static void begin(int kind, RaftMessage message, DataOutput out) throws IOException {
        out.writeByte(kind);
        out.writeInt(message.getTerm());
    }

    private static void flow(long query, long flow, DataOutput out) throws IOException {
        out.writeLong(query);
        out.writeLong(flow);
    }

    private static void writeSnapshotRequest(InstallSnapshotRequest m, DataOutput out) throws IOException {
        out.writeBoolean(m.isSenderLeader());
        out.writeInt(m.getSnapshotTerm());
        out.writeLong(m.getSnapshotIndex());
        out.writeInt(m.getTotalSnapshotChunkCount());
        SnapshotChunk chunk = m.getSnapshotChunk();
        out.writeBoolean(chunk != null);
        if (chunk != null) {
            EntryCodec.writeChunk(chunk, out);
        }
        EntryCodec.writeMembers(m.getSnapshottedMembers(), out);
        EntryCodec.writeView(m.getGroupMembersView(), out);
        flow(m.getQuerySequenceNumber(), m.getFlowControlSequenceNumber(), out);
    }

    private static RaftMessage readSnapshotRequest(RaftEndpoint sender, int term, DataInput in) throws IOException {
        return MODEL.createInstallSnapshotRequestBuilder()
                .setGroupId(GROUP)
                .setSender(sender)
                .setTerm(term)
                .setSenderLeader(in.readBoolean())
                .setSnapshotTerm(in.readInt())
                .setSnapshotIndex(in.readLong())
                .setTotalSnapshotChunkCount(in.readInt())
                .setSnapshotChunk(in.readBoolean() ? EntryCodec.readChunk(in) : null)
                .setSnapshottedMembers(EntryCodec.readMembers(in))
                .setGroupMembersView(EntryCodec.readView(in))
                .setQuerySequenceNumber(in.readLong())
                .setFlowControlSequenceNumber(in.readLong())
                .build();
    }
}
