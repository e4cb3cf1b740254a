package org.holdfast.cluster.internal.agreement;

import io.microraft.Ordered;
import io.microraft.RaftConfig;
import io.microraft.RaftEndpoint;
import io.microraft.RaftNode;
import io.microraft.RaftNode.RaftNodeBuilder;
import io.microraft.model.message.RaftMessage;
import io.microraft.report.RaftLogStats;
import io.microraft.report.RaftTerm;
import io.microraft.transport.Transport;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.holdfast.model.ownership.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Raft engine of one node, on one timeline. When its log fails, not one more message leaves it. */
final class Engine {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final NodeId self;
    private final LogStore store;
    private final AgreedMachine machine;
    private final RaftNode node;

    /**
     * @param tickNanos a leader's heartbeat period
     * @param ticksToMiss after so many periods of silence there is a new leader
     */
    record Pace(long tickNanos, int ticksToMiss) {}

    Engine(
            NodeId self,
            Collection<NodeId> members,
            Pace pace,
            Timeline timeline,
            LogStore store,
            Random random,
            BiConsumer<NodeId, RaftMessage> post,
            Consumer<Agreed> applied) {
        this.self = self;
        this.store = store;
        this.machine = new AgreedMachine(applied);
        ScaledTime time = new ScaledTime(timeline, pace.tickNanos());
        RaftNodeBuilder builder = RaftNode.newBuilder()
                .setGroupId(RaftMessageCodec.GROUP)
                .setConfig(config(pace))
                .setClock(time)
                .setExecutor(time)
                .setRandom(random)
                .setStore(store)
                .setStateMachine(machine)
                .setTransport(new Mailbox(post));
        store.restored()
                .ifPresentOrElse(
                        builder::setRestoredState,
                        () -> builder.setLocalEndpoint(new RaftMember(self))
                                .setInitialGroupMembers(endpoints(members)));
        this.node = builder.build();
        store.whenFailed(this::silence);
    }

    void start() {
        node.start();
    }

    /** Completes once it is committed and applied here; exceptionally when this node doesn't lead, or no longer. */
    CompletableFuture<Outcome> replicate(Command command) {
        return node.<Outcome>replicate(command).thenApply(Ordered::getResult);
    }

    void handle(RaftMessage message) {
        node.handle(message);
    }

    /** Who leads as far as this node knows. */
    Optional<NodeId> leader() {
        RaftTerm term = node.getTerm();
        return Optional.ofNullable(term.getLeaderEndpoint()).map(leader -> ((RaftMember) leader).node());
    }

    Agreed agreed() {
        return machine.agreed();
    }

    /**
     * Starts an election although the leader might only be slow. This leaves the pre-vote out, with which one that is cut
     * off disturbs nobody: so only for a leader that a majority has lost.
     */
    void replace(NodeId deadLeader) {
        node.getReport().thenAccept(report -> {
            RaftLogStats log = report.getResult().getLog();
            node.handle(EntryCodec.MODEL
                    .createTriggerLeaderElectionRequestBuilder()
                    .setGroupId(RaftMessageCodec.GROUP)
                    .setSender(new RaftMember(deadLeader))
                    .setTerm(report.getResult().getTerm().getTerm())
                    .setLastLogTerm(log.getLastLogOrSnapshotTerm())
                    .setLastLogIndex(log.getLastLogOrSnapshotIndex())
                    .build());
        });
    }

    /** Nothing is done any more when the result completes. */
    CompletableFuture<?> stop() {
        return node.terminate();
    }

    private void silence(Exception failure) {
        LOG.error(
                "node {} takes no part in the agreement any more: its log can't be written ({}). Nothing that was"
                        + " acknowledged is lost. Make room or mend the disk, then start this node again",
                self,
                failure.toString());
        node.terminate();
    }

    private static RaftConfig config(Pace pace) {
        return RaftConfig.newBuilder()
                .setLeaderHeartbeatPeriodSecs(1)
                .setLeaderHeartbeatTimeoutSecs(pace.ticksToMiss())
                .setLeaderElectionTimeoutMillis(1500)
                .setCommitCountToTakeSnapshot(1000)
                .setMaxPendingLogEntryCount(1000)
                .setAppendEntriesRequestBatchSize(100)
                .setTransferSnapshotsFromFollowersEnabled(false)
                .build();
    }

    private static Set<RaftEndpoint> endpoints(Collection<NodeId> members) {
        Set<RaftEndpoint> endpoints = new LinkedHashSet<>();
        members.stream().sorted().forEach(member -> endpoints.add(new RaftMember(member)));
        return endpoints;
    }

    /** What the engine has to say, as long as its log holds. */
    private final class Mailbox implements Transport {
        private final BiConsumer<NodeId, RaftMessage> post;

        private Mailbox(BiConsumer<NodeId, RaftMessage> post) {
            this.post = post;
        }

        @Override
        public void send(RaftEndpoint target, RaftMessage message) {
            if (!store.hasFailed()) {
                post.accept(((RaftMember) target).node(), message);
            }
        }

        /** Asked only for who could send a part of a snapshot: leaders alone do here. */
        @Override
        public boolean isReachable(RaftEndpoint endpoint) {
            return true;
        }
    }
}
