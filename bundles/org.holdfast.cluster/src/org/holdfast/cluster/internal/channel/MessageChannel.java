package org.holdfast.cluster.internal.channel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.holdfast.cluster.ClusterException;
import org.holdfast.cluster.internal.Roster;
import org.holdfast.cluster.security.PeerIdentity;
import org.holdfast.cluster.security.internal.Guard;
import org.holdfast.cluster.security.internal.RefusalLog;
import org.holdfast.model.ownership.NodeId;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.Event;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.logging.LogFactory;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.stack.IpAddress;
import org.jgroups.util.NameCache;
import org.jgroups.util.Util;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JGroups channel of this node. Sending and receiving are thread-safe; what comes is handed over on JGroups' threads. */
public final class MessageChannel {

    private static final Logger LOG = LoggerFactory.getLogger(MessageChannel.class);
    private static final String CLUSTER = "holdfast";
    private static final long RECONNECT_SECONDS = 1;
    private static final Duration CONNECT_END = Duration.ofSeconds(3);

    static {
        // Before the first class of JGroups is loaded that keeps a log of its own.
        LogFactory.setCustomLogFactory(new QuietLog());
    }

    private final NodeId self;
    private final long boot;
    private final Roster roster;
    private final InetAddress address;
    private final int port;
    private final MessageCodec codec = new MessageCodec();
    private final MessageSeal seal;
    private final RefusalLog refusals;
    private final JChannel channel;
    private final Map<Address, NodeId> senders = new ConcurrentHashMap<>();
    private final AtomicLong refused = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Thread connecting;

    /** Hears what comes, on JGroups' threads: it must not block. */
    public interface Handler {

        /** @param sender who has signed it: the same name as in the envelope; empty when nobody signs */
        void frame(Envelope envelope, Optional<PeerIdentity> sender);

        /** The channel works. Others may come later. */
        void connected();

        /** Members that can be reached now, and could not before. */
        void appeared(Set<NodeId> members);
    }

    /** In the clear: for tests, and where the file says so. */
    public MessageChannel(Roster roster, long boot, int port) throws ClusterException {
        this(roster, boot, port, Optional.empty());
    }

    /** @param guard who may be at the other end; empty for anybody */
    public MessageChannel(Roster roster, long boot, int port, Optional<Guard> guard) throws ClusterException {
        this.roster = roster;
        this.refusals = guard.map(Guard::refusals).orElseGet(RefusalLog::new);
        this.seal = guard.<MessageSeal>map(g -> new SignedMessages(g.store(), roster.node(roster.self()), boot))
                .orElse(MessageSeal.NONE);
        this.self = roster.node(roster.self());
        this.boot = boot;
        this.address = roster.address(roster.self());
        this.port = port;
        checkPort();
        List<InetSocketAddress> hosts = new ArrayList<>();
        for (int i = 0; i < roster.members(); i++) {
            hosts.add(new InetSocketAddress(roster.address(i), port));
        }
        try {
            this.channel = new JChannel(ProtocolStacks.tcp(address, port, hosts));
        } catch (Exception e) {
            // JGroups declares no less.
            throw new ClusterException("the message channel of " + self + " can't be set up: " + e.getMessage(), e);
        }
        // Diagnostics answer anybody who asks.
        channel.getProtocolStack().getTransport().disableDiagnostics();
        if (guard.isPresent()) {
            protect(guard.get());
        }
        channel.name(self.name());
        channel.setDiscardOwnMessages(true);
    }

    /** Connects in the background: looking for members that are away takes a while. */
    public void start(Handler handler) {
        channel.setReceiver(new Inbox(handler));
        connecting = Thread.ofVirtual().name("holdfast-connect-" + self).start(() -> connect(handler));
    }

    /** Whether a member is in the view. */
    public boolean canReach(NodeId member) {
        return address(member).isPresent();
    }

    /** Sends to one member, reliably and in order, as long as it lives. */
    public void send(NodeId to, Frame frame) throws ClusterException {
        Address target = address(to)
                .orElseThrow(() -> new ClusterException(
                        "member " + to + " can't be reached by messages now; it may be down or starting"));
        transmit(target, frame, Optional.of(to));
    }

    /** Sends to all other members that are present. */
    public void broadcast(Frame frame) throws ClusterException {
        transmit(null, frame, Optional.empty());
    }

    /** Whether the channel is up. */
    public boolean isConnected() {
        return channel.isConnected();
    }

    /** Tells JGroups that a member is dead, long before it would notice, so that nothing waits for it. */
    public void suspect(NodeId member) {
        GMS membership = channel.getProtocolStack().findProtocol(GMS.class);
        address(member).ifPresent(dead -> membership.up(new Event(Event.SUSPECT, List.of(dead))));
    }

    /** Messages that could not be understood. */
    public long refused() {
        return refused.get();
    }

    /** As if the power had failed: nobody is told. For tests. */
    public void stopAbruptly() {
        endConnecting();
        try {
            Util.shutdown(channel);
        } catch (Exception e) {
            // JGroups declares no less.
            throw new IllegalStateException("the channel of " + self + " doesn't stop", e);
        }
    }

    public void close() {
        endConnecting();
        channel.close();
    }

    /** JGroups looks for a coordinator as long as it takes, and holds the lock meanwhile that closing needs, too. */
    private void endConnecting() {
        closed.countDown();
        GMS membership = channel.getProtocolStack().findProtocol(GMS.class);
        membership.setMaxJoinAttempts(1);
        Thread started = connecting;
        if (started == null) {
            return;
        }
        try {
            if (!started.join(CONNECT_END)) {
                LOG.warn("the message channel of {} is still connecting; its sockets are closed", self);
                channel.getProtocolStack().getTransport().stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void protect(Guard guard) throws ClusterException {
        try {
            channel.getProtocolStack().getTransport().setSocketFactory(new TlsSocketFactory(guard.membersOnly()));
        } catch (IOException e) {
            throw new ClusterException("messages of " + self + " can't be protected: " + e.getMessage(), e);
        }
    }

    private void checkPort() throws ClusterException {
        try (ServerSocket probe = new ServerSocket(port, 1, address)) {
            LOG.debug("messages of {} come to {}", self, probe.getLocalSocketAddress());
        } catch (IOException e) {
            throw new ClusterException(
                    "messages of " + self + " can't be taken at " + address.getHostAddress() + " port " + port + ": "
                            + e.getMessage() + ". Check that the host has this address, and that no other program, or a"
                            + " second copy of this one, uses ports.messages",
                    e);
        }
    }

    private void connect(Handler handler) {
        boolean logged = false;
        while (closed.getCount() > 0) {
            try {
                channel.connect(CLUSTER);
                handler.connected();
                return;
            } catch (Exception e) {
                // JGroups declares no less. Heartbeats and leases go on meanwhile.
                if (!logged && closed.getCount() > 0) {
                    LOG.warn("the message channel of {} doesn't connect yet, trying on: {}", self, e.toString());
                    logged = true;
                }
            }
            try {
                if (closed.await(RECONNECT_SECONDS, TimeUnit.SECONDS)) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void transmit(Address target, Frame frame, Optional<NodeId> to) throws ClusterException {
        byte[] bytes = codec.write(new Envelope(self, boot, frame));
        try {
            channel.send(new BytesMessage(target, seal.seal(bytes, to)));
        } catch (Exception e) {
            // JGroups declares no less.
            throw new ClusterException(
                    "a message to " + to.map(NodeId::name).orElse("all members") + " could not be sent: "
                            + e.getMessage() + "; it isn't repeated",
                    e);
        }
    }

    private Optional<Address> address(NodeId member) {
        View view = channel.getView();
        if (view == null) {
            return Optional.empty();
        }
        // A member that has come back may be listed twice for a while: its new life comes last.
        return view.getMembers().reversed().stream()
                .filter(a -> member.equals(node(a)))
                .findFirst();
    }

    /** Who has an address; null for a stranger. JGroups learns names by and by: what a message said is as good. */
    private NodeId node(Address sender) {
        String name = NameCache.get(sender);
        for (NodeId node : roster.nodes()) {
            if (node.name().equals(name)) {
                return node;
            }
        }
        return senders.get(sender);
    }

    private void refuse(Address sender, String what) {
        refused.incrementAndGet();
        Object physical = channel.down(new Event(Event.GET_PHYSICAL_ADDRESS, sender));
        InetAddress from = physical instanceof IpAddress known ? known.getIpAddress() : address;
        refusals.refused("a message of " + sender, from, what);
    }

    /** Takes what JGroups brings. */
    private final class Inbox implements Receiver {
        private final Handler handler;
        private Set<NodeId> present = Set.of();

        private Inbox(Handler handler) {
            this.handler = handler;
        }

        @Override
        public void receive(Message message) {
            try {
                MessageSeal.Opened opened = seal.open(message.getArray(), message.getOffset(), message.getLength());
                Envelope envelope = codec.read(opened.bytes(), opened.offset(), opened.length());
                if (opened.sender().isPresent() && !opened.sender().get().name().equals(envelope.from())) {
                    refuse(message.getSrc(), opened.sender().get().name() + " speaks as " + envelope.from());
                } else if (roster.indexOf(envelope.from()) < 0) {
                    refuse(message.getSrc(), envelope.from() + " is no configured member");
                } else {
                    senders.put(message.getSrc(), envelope.from());
                    handler.frame(envelope, opened.sender());
                }
            } catch (IOException | IllegalArgumentException e) {
                // Jackson's second line says that it doesn't show the source.
                refuse(
                        message.getSrc(),
                        String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            }
        }

        @Override
        public synchronized void viewAccepted(View view) {
            senders.keySet().retainAll(view.getMembers());
            Set<NodeId> now = new HashSet<>();
            for (Address a : view.getMembers()) {
                NodeId node = node(a);
                if (node != null && !node.equals(self)) {
                    now.add(node);
                }
            }
            Set<NodeId> appeared = new HashSet<>(now);
            appeared.removeAll(present);
            present = now;
            if (!appeared.isEmpty()) {
                handler.appeared(appeared);
            }
        }
    }
}
