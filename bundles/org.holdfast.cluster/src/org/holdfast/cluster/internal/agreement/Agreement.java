package org.holdfast.cluster.internal.agreement;

import io.microraft.model.message.RaftMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.holdfast.cluster.ClusterException;
import org.holdfast.model.ownership.NodeId;

/** This node's part in the agreement. All methods may be called from any thread. */
public final class Agreement implements AutoCloseable {

    private static final byte RAFT = 0;
    private static final byte PROPOSAL = 1;
    private static final byte ANSWER = 2;
    /** So that a busy host's leader isn't replaced for nothing. */
    private static final int LEAST_TICKS_TO_MISS = 4;

    private final NodeId self;
    private final List<NodeId> members;
    private final Engine.Pace pace;
    private final Timeline timeline;
    private final LogStore store;
    private final Post post;
    private final Engine engine;
    private final Proposals proposals;
    private volatile boolean closed;

    /** Takes what is for another member, as far as it can be reached. Must not block; whatever matters is said again. */
    public interface Post {

        void send(NodeId to, byte[] bytes);
    }

    Agreement(
            NodeId self,
            Collection<NodeId> members,
            Engine.Pace pace,
            Timeline timeline,
            LogStore store,
            Random random,
            Post post,
            Consumer<Agreed> applied) {
        this.self = self;
        this.members = members.stream().sorted().toList();
        this.pace = pace;
        this.timeline = timeline;
        this.store = store;
        this.post = post;
        this.engine = new Engine(
                self,
                members,
                pace,
                timeline,
                store,
                random,
                (to, message) -> send(to, RAFT, out -> RaftMessageCodec.write(message, out)),
                applied);
        this.proposals = new Proposals(
                self,
                engine,
                timeline,
                2 * pace.tickNanos(),
                (to, proposal) -> send(to, PROPOSAL, out -> CommandCodec.write(proposal, out)),
                (to, answer) -> send(to, ANSWER, out -> {
                    CommandCodec.writeId(answer.id(), out);
                    CommandCodec.write(answer.outcome(), out);
                }));
    }

    /**
     * Opens the log.
     *
     * @param members all members, this node among them; the same on all of them, for good
     * @param heartbeat how often a leader says that it leads
     * @param multiplier after so many heartbeats without one, at least four, another leader is looked for
     * @param applied hears of each change, on the agreement's thread
     * @throws IOException when the log is damaged or can't be read; the message says what to do
     */
    public static Agreement open(
            NodeId self,
            Collection<NodeId> members,
            Duration heartbeat,
            int multiplier,
            Path dataDirectory,
            Post post,
            Consumer<Agreed> applied)
            throws IOException {
        LogStore store = LogStore.open(dataDirectory, Disk.real());
        try {
            store.check(self, members);
        } catch (IOException e) {
            store.close();
            throw e;
        }
        Engine.Pace pace = new Engine.Pace(heartbeat.toNanos(), Math.max(LEAST_TICKS_TO_MISS, multiplier));
        return new Agreement(self, members, pace, new TimelineThread(self), store, new Random(), post, applied);
    }

    /** Takes part. Elections come by themselves. */
    public void start() {
        engine.start();
    }

    /**
     * Proposes a command to whoever leads.
     *
     * @return completes once the command is committed, which is the only authority there is, with what came of it;
     *     exceptionally with a {@link ClusterException} when no majority answered within the limit: it says whether the
     *     command may still take effect. Dependents run on the agreement's thread and must not block
     */
    public CompletableFuture<Outcome> propose(Command.Proposal proposal, Duration limit) {
        CompletableFuture<Outcome> result = new CompletableFuture<>();
        if (closed) {
            result.completeExceptionally(new ClusterException("this node has left the cluster; nothing was changed"));
            return result;
        }
        timeline.execute(() -> {
            if (store.hasFailed()) {
                result.completeExceptionally(new ClusterException(
                        "this node's log can't be written, and nothing was changed; mend its disk and start it again"));
            } else {
                proposals.add(proposal, limit.toNanos(), result);
            }
        });
        return result;
    }

    /**
     * Another member's part has sent something.
     *
     * @param from who sent it, as the channel knows
     * @throws IOException when it can't be understood
     */
    public void received(NodeId from, byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int kind = in.readByte();
        switch (kind) {
            case RAFT -> {
                RaftMessage message = RaftMessageCodec.read(from, in);
                engine.handle(message);
            }
            case PROPOSAL -> {
                if (!(CommandCodec.read(in) instanceof Command.Proposal proposal)) {
                    throw new IOException("a command that nobody may propose");
                }
                timeline.execute(() -> proposals.forwarded(from, proposal));
            }
            case ANSWER -> {
                Proposals.Answer answer = new Proposals.Answer(CommandCodec.readId(in), CommandCodec.readOutcome(in));
                timeline.execute(() -> proposals.answered(answer));
            }
            default -> throw new IOException("a message of the unknown kind " + kind);
        }
    }

    /**
     * A majority has lost a member. If it led, another one shall lead at once, not only when its silence has been noticed
     * here too. The survivors try one after another, so that they don't split the votes.
     */
    public void died(NodeId member) {
        long rank = members.stream().filter(m -> !m.equals(member)).toList().indexOf(self);
        timeline.schedule(
                () -> {
                    if (engine.leader().equals(Optional.of(member))) {
                        engine.replace(member);
                    }
                },
                rank * pace.tickNanos());
    }

    /** What this node has applied. */
    public Agreed agreed() {
        return engine.agreed();
    }

    /** Who leads as far as this node knows; empty while there is an election, no majority, or no log to write to. */
    public Optional<NodeId> leader() {
        return store.hasFailed() || closed ? Optional.empty() : engine.leader();
    }

    /** Takes part no longer. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        timeline.execute(() -> proposals.failAll("this node leaves the cluster"));
        try {
            engine.stop().get(5, TimeUnit.SECONDS);
            timeline.close();
            store.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("the agreement of " + self + " doesn't stop", e);
        }
    }

    private void send(NodeId to, byte kind, Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(kind);
            content.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("a message of the agreement can't be written: " + e.getMessage(), e);
        }
        post.send(to, bytes.toByteArray());
    }

    private interface Content {
        void write(DataOutputStream out) throws IOException;
    }
}
