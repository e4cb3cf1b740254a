package org.holdfast.cluster.internal.agreement;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.holdfast.cluster.internal.lease.Ballot;
import org.holdfast.cluster.internal.lease.Candidate;
import org.holdfast.model.ownership.NodeId;

/** Commands, outcomes and the state as bytes: numbers in network order, texts with their length before them. */
final class CommandCodec {

    private static final int LONGEST_TEXT = 1 << 20;
    private static final int MOST = 1 << 16;

    private CommandCodec() {}

    static void write(Command command, DataOutput out) throws IOException {
        switch (command) {
            case Command.NewTerm newTerm -> out.writeByte(0);
            case Command.Own own -> {
                out.writeByte(1);
                writeId(own.id(), out);
                writeText(own.service(), out);
                writeBallot(new Ballot(own.epoch(), own.owner()), out);
            }
            case Command.ApplyPolicies apply -> {
                out.writeByte(2);
                writePolicies(apply, out);
            }
        }
    }

    /** @throws IOException when it is no command of this version */
    static Command read(DataInput in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case 0 -> new Command.NewTerm();
            case 1 -> {
                UUID id = readId(in);
                String service = readText(in);
                Ballot ballot = readBallot(in);
                yield new Command.Own(id, service, ballot.epoch(), ballot.candidate());
            }
            case 2 -> readPolicies(in);
            default -> throw new IOException("a command of the unknown kind " + kind);
        };
    }

    static void write(Outcome outcome, DataOutput out) throws IOException {
        switch (outcome) {
            case Outcome.Accepted accepted -> out.writeByte(0);
            case Outcome.Refused refused -> {
                out.writeByte(1);
                out.writeLong(refused.highest());
                writeText(refused.why(), out);
            }
        }
    }

    static Outcome readOutcome(DataInput in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case 0 -> new Outcome.Accepted();
            case 1 -> new Outcome.Refused(in.readLong(), readText(in));
            default -> throw new IOException("an outcome of the unknown kind " + kind);
        };
    }

    static byte[] writeState(AgreedState state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            Map<String, Ballot> owners = new TreeMap<>(state.owners());
            out.writeInt(owners.size());
            for (Map.Entry<String, Ballot> owner : owners.entrySet()) {
                writeText(owner.getKey(), out);
                writeBallot(owner.getValue(), out);
            }
            out.writeBoolean(state.policies().isPresent());
            if (state.policies().isPresent()) {
                writePolicies(state.policies().get(), out);
            }
            SequencedMap<UUID, Outcome> outcomes = state.outcomes();
            out.writeInt(outcomes.size());
            for (Map.Entry<UUID, Outcome> outcome : outcomes.entrySet()) {
                writeId(outcome.getKey(), out);
                write(outcome.getValue(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    static AgreedState readState(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            Map<String, Ballot> owners = new TreeMap<>();
            for (int left = readCount(in); left > 0; left--) {
                owners.put(readText(in), readBallot(in));
            }
            Optional<Command.ApplyPolicies> policies =
                    in.readBoolean() ? Optional.of(readPolicies(in)) : Optional.empty();
            SequencedMap<UUID, Outcome> outcomes = new LinkedHashMap<>();
            for (int left = readCount(in); left > 0; left--) {
                outcomes.put(readId(in), readOutcome(in));
            }
            return new AgreedState(owners, policies, outcomes);
        } catch (IOException e) {
            throw new UncheckedIOException("a snapshot of the agreement can't be read: " + e.getMessage(), e);
        }
    }

    static int readCount(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST) {
            throw new IOException("a list of " + count);
        }
        return count;
    }

    static void writeNode(NodeId node, DataOutput out) throws IOException {
        writeText(node.name(), out);
    }

    static NodeId readNode(DataInput in) throws IOException {
        try {
            return new NodeId(readText(in));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    static void writeId(UUID id, DataOutput out) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    static UUID readId(DataInput in) throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }

    private static void writePolicies(Command.ApplyPolicies apply, DataOutput out) throws IOException {
        writeId(apply.id(), out);
        out.writeLong(apply.version());
        writeText(apply.document(), out);
        writeText(apply.author(), out);
        out.writeLong(apply.at().getEpochSecond());
        out.writeInt(apply.at().getNano());
    }

    private static Command.ApplyPolicies readPolicies(DataInput in) throws IOException {
        try {
            return new Command.ApplyPolicies(
                    readId(in),
                    in.readLong(),
                    readText(in),
                    readText(in),
                    Instant.ofEpochSecond(in.readLong(), in.readInt()));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void writeBallot(Ballot ballot, DataOutput out) throws IOException {
        out.writeLong(ballot.epoch());
        writeNode(ballot.candidate().node(), out);
        out.writeLong(ballot.candidate().boot());
    }

    private static Ballot readBallot(DataInput in) throws IOException {
        try {
            return new Ballot(in.readLong(), new Candidate(readNode(in), in.readLong()));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void writeText(String text, DataOutput out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST_TEXT) {
            throw new IOException(
                    "a text of " + bytes.length + " bytes; at most " + LONGEST_TEXT + " can be agreed on");
        }
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST_TEXT) {
            throw new IOException("a text of " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
