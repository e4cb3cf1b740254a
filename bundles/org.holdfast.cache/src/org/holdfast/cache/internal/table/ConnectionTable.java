package org.holdfast.cache.internal.table;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import org.holdfast.cache.Selector;
import org.holdfast.cache.internal.decode.Segment;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.tcp.Direction;

/**
 * All connections, by number and by their ends. A four-tuple that is used again gets a new connection; while the former
 * one lives, the newcomer is only a challenger until the service answers it, so that a forged SYN can't push a living
 * connection out. What is over stays listed, bounded. Not safe for threads.
 */
public final class ConnectionTable {

    /** Connections that are over and stay listed. */
    public static final int OVER_LIMIT = 10_000;

    /** A little more than Linux grants a handshake: 127 seconds (tcp_syn_retries 6). */
    private static final long HANDSHAKE_NANOS = 130_000_000_000L;

    /** The connections with the same two ends. */
    private static final class Slot {
        private Connection current;
        private Connection challenger;
    }

    private final Selector selector;
    private final Map<FlowKey, Slot> slots = new HashMap<>();
    private final Map<Long, Connection> byId = new LinkedHashMap<>();
    private final ArrayDeque<Connection> over = new ArrayDeque<>();
    private final SequencedSet<Connection> handshakes = new LinkedHashSet<>();
    private final FlowKey probe = new FlowKey();
    private long nextId = 1;
    private Direction direction = Direction.INBOUND;

    public ConnectionTable(Selector selector) {
        this.selector = selector;
    }

    /** The connection a segment belongs to, made if need be; null when it isn't to be tracked. */
    public Connection route(Segment segment, long timestampNanos) {
        boolean sourceIsLower = probe.set(segment);
        Slot slot = slots.get(probe);
        Connection connection;
        if (slot == null) {
            // A lone RST, or a segment without ACK, tells nothing of a connection.
            if (segment.isRst() || !segment.isSyn() && !segment.isAck()) {
                return null;
            }
            connection = create(segment, sourceIsLower, timestampNanos);
            if (connection == null) {
                return null;
            }
            slot = new Slot();
            slot.current = connection;
            slots.put(connection.key(), slot);
        } else {
            connection = choose(slot, segment, sourceIsLower, timestampNanos);
        }
        direction = connection.direction(sourceIsLower);
        return connection;
    }

    /** Which way the segment goes that was routed last. */
    public Direction direction() {
        return direction;
    }

    /** To be called after a connection took a segment. */
    public void changed(Connection connection) {
        if (!connection.isHalfOpen()) {
            handshakes.remove(connection);
        }
        if (connection.isOver() && connection.listAsOver()) {
            over.addLast(connection);
            if (over.size() > OVER_LIMIT) {
                remove(over.removeFirst());
            }
        }
    }

    /** Gives up handshakes that nobody completes. */
    public void expire(long nowNanos) {
        // In the order of the first packets: as soon as one is too young, so are the rest.
        while (!handshakes.isEmpty() && nowNanos - handshakes.getFirst().firstSeen() >= HANDSHAKE_NANOS) {
            end(handshakes.removeFirst());
        }
    }

    public Optional<Connection> find(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** In the order of their first packets. */
    public Collection<Connection> all() {
        return byId.values();
    }

    /** Connections that aren't over. */
    public int live() {
        return byId.size() - over.size();
    }

    private Connection choose(Slot slot, Segment segment, boolean sourceIsLower, long timestampNanos) {
        Connection current = slot.current;
        Connection challenger = slot.challenger;
        boolean inbound = current.direction(sourceIsLower) == Direction.INBOUND;
        if (challenger != null && belongsTo(challenger, segment, inbound)) {
            boolean answered = !segment.isRst() && !(inbound && segment.isSyn());
            if (answered) {
                promote(slot);
            }
            return challenger;
        }
        if (!segment.isSyn() || !opensAnew(current, segment, inbound)) {
            return current;
        }
        Connection newcomer = create(segment, sourceIsLower, timestampNanos);
        if (current.isOver()) {
            if (challenger != null) {
                end(challenger);
                slot.challenger = null;
            }
            slot.current = newcomer;
        } else if (inbound && !segment.isAck()) {
            if (challenger != null) {
                end(challenger);
            }
            slot.challenger = newcomer;
        }
        return newcomer;
    }

    /** Whether a segment with SYN can't belong to the connection that has these ends now. */
    private static boolean opensAnew(Connection current, Segment syn, boolean inbound) {
        if (inbound) {
            return !syn.isAck()
                    && current.tracker().remoteKnown()
                    && !current.tracker().startsWith(syn.sequence());
        }
        boolean late = syn.isAck() && current.tracker().followsRemoteSyn(syn.acknowledgment());
        return current.isOver()
                && !late
                && current.tracker().answered()
                && !current.tracker().answersWith(syn.sequence());
    }

    private static boolean belongsTo(Connection challenger, Segment segment, boolean inbound) {
        if (!inbound) {
            return segment.isAck()
                    && (segment.isSyn() || segment.isRst())
                    && challenger.tracker().followsRemoteSyn(segment.acknowledgment());
        }
        return segment.isSyn()
                ? challenger.tracker().startsWith(segment.sequence())
                : challenger.tracker().followsRemoteSyn(segment.sequence());
    }

    private void promote(Slot slot) {
        end(slot.current);
        slot.current = slot.challenger;
        slot.challenger = null;
    }

    private void end(Connection connection) {
        if (!connection.isOver()) {
            connection.giveUp();
        }
        changed(connection);
    }

    private void remove(Connection connection) {
        byId.remove(connection.id());
        Slot slot = slots.get(connection.key());
        if (slot == null) {
            return;
        }
        if (slot.challenger == connection) {
            slot.challenger = null;
        } else if (slot.current == connection) {
            if (slot.challenger == null) {
                slots.remove(connection.key());
            } else {
                slot.current = slot.challenger;
                slot.challenger = null;
            }
        }
    }

    private Connection create(Segment segment, boolean sourceIsLower, long timestampNanos) {
        int atSource =
                selector.serviceAt(segment.ipv6(), segment.sourceHigh(), segment.sourceLow(), segment.sourcePort());
        int atDestination = selector.serviceAt(
                segment.ipv6(), segment.destinationHigh(), segment.destinationLow(), segment.destinationPort());
        boolean neither = atSource == Selector.NONE && atDestination == Selector.NONE;
        if (neither && !selector.selectsAll()) {
            return null;
        }
        boolean sourceServes = neither || atSource != Selector.NONE && atDestination != Selector.NONE
                ? sourceIsAsked(segment)
                : atSource != Selector.NONE;
        Endpoint source = new Endpoint(segment.sourceAddress(), segment.sourcePort());
        Endpoint destination = new Endpoint(segment.destinationAddress(), segment.destinationPort());
        FourTuple tuple = sourceServes ? new FourTuple(destination, source) : new FourTuple(source, destination);
        String service = selector.name(sourceServes ? atSource : atDestination);
        Connection connection =
                new Connection(nextId++, probe.copy(), tuple, service, sourceServes != sourceIsLower, timestampNanos);
        byId.put(connection.id(), connection);
        handshakes.add(connection);
        return connection;
    }

    /** Which end serves, where the services don't say: the one that was asked, else the one with the lower port. */
    private static boolean sourceIsAsked(Segment segment) {
        if (segment.isSyn()) {
            return segment.isAck();
        }
        return segment.sourcePort() < segment.destinationPort();
    }
}
