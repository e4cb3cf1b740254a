package org.holdfast.cluster.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.holdfast.cluster.AppliedPolicies;
import org.holdfast.cluster.Cluster;
import org.holdfast.cluster.ClusterException;
import org.holdfast.cluster.Message;
import org.holdfast.cluster.config.NodeConfig;
import org.holdfast.cluster.config.Peer;
import org.holdfast.cluster.config.Security;
import org.holdfast.cluster.internal.agreement.Agreed;
import org.holdfast.cluster.internal.agreement.Agreement;
import org.holdfast.cluster.internal.channel.Frame;
import org.holdfast.cluster.internal.channel.MessageChannel;
import org.holdfast.cluster.internal.heartbeat.BeatSeal;
import org.holdfast.cluster.internal.heartbeat.HeartbeatEvent;
import org.holdfast.cluster.internal.heartbeat.HeartbeatThread;
import org.holdfast.cluster.internal.heartbeat.Heartbeats;
import org.holdfast.cluster.internal.heartbeat.SealedBeats;
import org.holdfast.cluster.internal.lease.Candidate;
import org.holdfast.cluster.internal.lease.LeaseTerms;
import org.holdfast.cluster.internal.lease.VoteFile;
import org.holdfast.cluster.internal.lease.Voter;
import org.holdfast.cluster.security.Permission;
import org.holdfast.cluster.security.SecureSockets;
import org.holdfast.cluster.security.internal.Guard;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.cluster.Member;
import org.holdfast.model.ownership.Announcement;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Ownership;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A member of the cluster: heartbeats, the agreement, leases, messages, announcements, wired together. */
public final class ClusterNode implements Cluster {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);

    private final NodeConfig config;
    private final InstantSource clock;
    private final Roster roster;
    private final Announcements announcements;
    private final Listeners listeners;
    private final ControlThread control;
    private final Heartbeats heartbeats;
    private final Optional<Guard> guard;
    private final MessageChannel channel;
    private final Post post;
    private final HeartbeatThread heart;
    private final Agreement agreement;
    private final Policies policies;
    private final Leases leases;

    private ClusterNode(NodeConfig config, InstantSource clock) throws ClusterException {
        this.config = config;
        this.clock = clock;
        this.roster = new Roster(config);
        // Larger after every start, as long as the host's clock isn't set back.
        long boot = clock.millis();
        this.announcements = new Announcements(config.node(), config.kind(), boot);
        VoteFile votes = openVotes(config);
        long now = System.nanoTime();
        Voter voter = new Voter(LeaseTerms.of(config.timing().lease()), roster.serviceNames(), votes.votes(), now);
        this.heartbeats = new Heartbeats(roster, config.timing(), boot, voter, now);
        this.guard = openGuard(config, clock);
        this.channel = openChannel(boot);
        this.post = new Post(channel);
        this.agreement = openAgreement(config);
        this.heart = bindHeart(config);
        this.policies = new Policies(agreement, clock);
        this.listeners = new Listeners(config.node(), this::view);
        this.control = new ControlThread(config.node());
        this.leases = new Leases(
                roster,
                new Candidate(config.node(), boot),
                voter,
                new VotingBooth(voter, votes),
                agreement,
                heartbeats,
                config.timing().heartbeat().multipliedBy(2).toNanos(),
                control,
                post,
                heart::wake);
    }

    /** See {@link Cluster#join}. */
    public static ClusterNode join(NodeConfig config) throws ClusterException {
        ClusterNode node = new ClusterNode(config, InstantSource.system());
        node.heart.start();
        node.channel.start(new Desk(
                config.node(),
                node.announcements,
                node.listeners,
                node.leases,
                node.agreement,
                node.post,
                node.control));
        node.agreement.start();
        return node;
    }

    @Override
    public NodeId self() {
        return config.node();
    }

    @Override
    public ClusterView view() {
        long now = System.nanoTime();
        List<Member> members = new ArrayList<>();
        for (Peer peer : config.members()) {
            NodeId node = peer.node();
            Heartbeats.Hearing hearing = heartbeats.hearing(roster.indexOf(node), now);
            members.add(new Member(
                    node,
                    hearing.state(),
                    hearing.evidence(),
                    Duration.ofNanos(hearing.silenceNanos()),
                    announcements.of(node),
                    announcements.hasSolicited(node)));
        }
        return new ClusterView(config.node(), clock.instant(), members);
    }

    @Override
    public void announce(List<InetAddress> hostAddresses, List<Ownership> ownerships) {
        Announcement next = announcements.next(clock.instant(), hostAddresses, ownerships);
        control.run(() -> post.broadcast(new Frame.Announce(next)));
        listeners.viewChanged();
    }

    @Override
    public void solicit() {
        control.run(() -> post.broadcast(new Frame.Solicit()));
    }

    @Override
    public CompletableFuture<Void> acquire(String service, long epoch) {
        return leases.acquire(service, epoch);
    }

    @Override
    public void release(String service) {
        leases.release(service);
    }

    @Override
    public long knownEpoch(String service) {
        return Math.max(leases.knownEpoch(service), announcements.announcedEpoch(service));
    }

    @Override
    public Optional<NodeId> leader() {
        return agreement.leader();
    }

    @Override
    public Optional<AppliedPolicies> policies() {
        return policies.newest();
    }

    @Override
    public CompletableFuture<Void> applyPolicies(long version, String document, String author) {
        return policies.apply(version, document, author);
    }

    @Override
    public boolean canReach(NodeId member) {
        return member.equals(config.node()) || channel.canReach(member);
    }

    @Override
    public void send(NodeId to, Message message) throws ClusterException {
        if (to.equals(config.node())) {
            listeners.laterEach(listener -> listener.message(to, message));
        } else {
            channel.send(to, new Frame.Payload(message));
        }
    }

    @Override
    public void broadcast(Message message) throws ClusterException {
        channel.broadcast(new Frame.Payload(message));
    }

    @Override
    public SecureSockets sockets(Permission permission) throws ClusterException {
        if (guard.isEmpty()) {
            return SecureSockets.PLAIN;
        }
        try {
            return guard.get().sockets(permission);
        } catch (IOException e) {
            throw new ClusterException("TCP connections of " + self() + " can't be protected: " + e.getMessage(), e);
        }
    }

    @Override
    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        control.run(leases::close);
        control.close();
        agreement.close();
        heart.close();
        channel.close();
        listeners.close();
        guard.ifPresent(Guard::close);
    }

    /** As if the power had failed: nobody is told anything. For tests. */
    void stopAbruptly() {
        channel.stopAbruptly();
        control.close();
        agreement.close();
        heart.close();
        listeners.close();
        guard.ifPresent(Guard::close);
    }

    private static VoteFile openVotes(NodeConfig config) throws ClusterException {
        try {
            return VoteFile.open(config.dataDirectory());
        } catch (IOException e) {
            throw new ClusterException("node " + config.node() + " can't join: " + e.getMessage(), e);
        }
    }

    private Agreement openAgreement(NodeConfig config) throws ClusterException {
        try {
            return Agreement.open(
                    config.node(),
                    roster.nodes(),
                    config.timing().heartbeat(),
                    config.timing().multiplier(),
                    config.dataDirectory(),
                    (to, bytes) -> post.send(to, new Frame.Agree(bytes)),
                    this::agreed);
        } catch (IOException e) {
            channel.close();
            guard.ifPresent(Guard::close);
            throw new ClusterException("node " + config.node() + " can't join: " + e.getMessage(), e);
        }
    }

    private static Optional<Guard> openGuard(NodeConfig config, InstantSource clock) throws ClusterException {
        return switch (config.security()) {
            case Security.Unprotected unprotected -> {
                if (!config.address().isLoopbackAddress()) {
                    LOG.warn(
                            "the traffic of {} is NOT protected: whoever reaches {} can stop and move services. Remove"
                                    + " security = \"none\" from the node's file, and add [security]",
                            config.node(),
                            config.address().getHostAddress());
                }
                yield Optional.empty();
            }
            case Security.Certificates files -> {
                try {
                    yield Optional.of(new Guard(files, config, clock));
                } catch (IOException e) {
                    throw new ClusterException("node " + config.node() + " can't join: " + e.getMessage(), e);
                }
            }
        };
    }

    private MessageChannel openChannel(long boot) throws ClusterException {
        try {
            return new MessageChannel(roster, boot, config.ports().messages(), guard);
        } catch (ClusterException e) {
            guard.ifPresent(Guard::close);
            throw e;
        }
    }

    private HeartbeatThread bindHeart(NodeConfig config) throws ClusterException {
        try {
            return new HeartbeatThread(
                    roster,
                    config.ports().heartbeat(),
                    config.timing().heartbeat().toNanos(),
                    heartbeats,
                    guard.isPresent() ? new SealedBeats(roster, guard.get()) : BeatSeal.NONE,
                    this::happened);
        } catch (IOException | GeneralSecurityException e) {
            agreement.close();
            channel.close();
            guard.ifPresent(Guard::close);
            throw new ClusterException(
                    "heartbeats of " + config.node() + " can't be taken at "
                            + config.address().getHostAddress() + " port "
                            + config.ports().heartbeat() + ": " + e.getMessage()
                            + ". Check that the host has this address, and that no second copy of this program runs",
                    e);
        }
    }

    /** On the agreement's thread. */
    private void agreed(Agreed now) {
        policies.agreed(now).ifPresent(applied -> listeners.laterEach(listener -> listener.policiesApplied(applied)));
    }

    /** On the heartbeat thread. */
    private void happened(HeartbeatEvent event) {
        switch (event) {
            case HeartbeatEvent.Changed changed -> listeners.viewChanged();
            case HeartbeatEvent.Died died -> {
                agreement.died(died.node());
                // Its own thread: JGroups may take its time to install a new view.
                Thread.ofVirtual().start(() -> channel.suspect(died.node()));
                listeners.laterEach(listener -> listener.memberDied(died.node(), died.evidence()));
            }
            case HeartbeatEvent.Returned returned -> {
                announcements.forgetSolicitation(returned.node());
                listeners.laterEach(listener -> listener.memberReturned(returned.node()));
            }
            case HeartbeatEvent.UnknownEpoch unknown -> solicit();
            case HeartbeatEvent.LeaseRenewed renewed -> {
                listeners.leaseRenewed(renewed.service(), renewed.epoch(), renewed.until());
                leases.renewed(renewed.service(), renewed.epoch());
            }
            case HeartbeatEvent.LeaseLost lost -> {
                listeners.leaseLost(lost.service(), lost.epoch(), lost.why());
                leases.lost(lost.service(), lost.epoch(), lost.why());
            }
        }
    }
}
