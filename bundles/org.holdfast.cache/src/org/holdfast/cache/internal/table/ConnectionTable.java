package org.holdfast.cache.internal.table;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.holdfast.cache.CacheSettings;
import org.holdfast.cache.Selector;
import org.holdfast.cache.internal.decode.Segment;
import org.holdfast.cache.internal.track.Connection;
import org.holdfast.cache.internal.track.TrackingContext;
import org.holdfast.model.tcp.Direction;

/**
 * All connections, by number and by their ends. A four-tuple that is used again gets a new connection; while the former
 * one lives, the newcomer is only a challenger until the service answers it, so that a forged SYN can't push a living
 * connection out. What is over stays listed, bounded; so are connections that only one side speaks of. Not safe for
 * threads.
 */
public final class ConnectionTable {

    /** A little more than Linux grants a handshake: 127 seconds (tcp_syn_retries 6). */
    private static final long HANDSHAKE_NANOS = 130_000_000_000L;

    /** Connections that are over whose streams may still be completed. */
    private static final int LATE_LIMIT = 1000;

    private static final int FTP_DATA = 20;

    private final TrackingContext context;
    private final int overLimit;
    private final int unconfirmedLimit;
    private final IdleRule idle;
    private final boolean anySegment;
    private final Consumer<Connection> created;
    private final ConnectionMap map;
    private final ConnectionIndex index = new ConnectionIndex();
    /** By the connection that has the four-tuple now. */
    private final Map<Connection, Connection> challengers = new HashMap<>();

    private final ArrayDeque<Connection> over = new ArrayDeque<>();
    /** Of these, the newest may still get segments that were overtaken by the last one. */
    private final ArrayDeque<Connection> late = new ArrayDeque<>();
    /** In the order of their first packets; those that were confirmed meanwhile are passed over. */
    private final ArrayDeque<Connection> unconfirmed = new ArrayDeque<>();

    /** Those of these that are too old for a handshake, but still speak; looked at now and then. */
    private final ArrayDeque<Connection> oneSided = new ArrayDeque<>();

    private long oneSidedLookedNanos;

    private final ChangeLog changes = new ChangeLog();
    private Selector selector;
    private long nextId = 1;
    private long dropped;
    private long droppedIdle;
    private Direction direction = Direction.INBOUND;

    /**
     * @param context what followed streams share
     * @param settings their limits of connections count
     * @param anySegment whether a segment that says nothing of a connection makes one all the same
     * @param secret any number that nobody else knows
     * @param created hears of each new connection before its first segment is followed
     */
    public ConnectionTable(
            Selector selector,
            TrackingContext context,
            CacheSettings settings,
            boolean anySegment,
            long secret,
            Consumer<Connection> created) {
        this.selector = selector;
        this.context = context;
        overLimit = settings.overLimit();
        unconfirmedLimit = settings.unconfirmedLimit();
        idle = new IdleRule(settings.trackedLimit(), nanos(settings.idleAge()));
        this.anySegment = anySegment;
        this.created = created;
        map = new ConnectionMap(secret);
    }

    /** The connection a segment belongs to, made if need be; null when it isn't to be tracked. */
    public Connection route(Segment segment, long timestampNanos) {
        Connection connection = map.find(segment);
        if (connection != null) {
            direction = map.direction();
            return segment.isSyn() || connection.isChallenged()
                    ? choose(connection, segment, timestampNanos)
                    : connection;
        }
        // A lone RST, or a segment without ACK, tells nothing of a connection.
        if (!anySegment && (segment.isRst() || !segment.isSyn() && !segment.isAck())) {
            return null;
        }
        connection = create(segment, timestampNanos);
        if (connection != null) {
            map.add(connection);
        }
        return connection;
    }

    /** Which way the segment goes that was routed last. */
    public Direction direction() {
        return direction;
    }

    /** To be called after a connection took a segment. */
    public void changed(Connection connection) {
        changes.note(connection);
        if (connection.isOver() && connection.listAsOver()) {
            connection.forgetRepeats(context);
            over.addLast(connection);
            late.addLast(connection);
            if (late.size() > LATE_LIMIT) {
                late.removeFirst().release(context);
            }
            if (over.size() > overLimit) {
                remove(over.removeFirst());
            }
        } else if (connection.unlistAsOver()) {
            // It was given up, wrongly: a wrong time, or a long silence.
            over.removeLastOccurrence(connection);
            if (!late.removeLastOccurrence(connection)) {
                connection.giveUpContent(context);
            }
            unconfirmed.addLast(connection);
        }
    }

    /** Gives up handshakes that nobody completes, once nothing is heard of them, and drops what is silent for too long. */
    public void expire(long nowNanos) {
        if (idle.isLookDue(nowNanos)) {
            dropIdle(idle.tooOld(index));
        }
        for (Connection first = unconfirmed.peekFirst();
                first != null
                        && (first.isConfirmed() || first.isOver() || nowNanos - first.firstSeen() >= HANDSHAKE_NANOS);
                first = unconfirmed.peekFirst()) {
            unconfirmed.removeFirst();
            expire(first, nowNanos);
        }
        if (Math.abs(nowNanos - oneSidedLookedNanos) >= HANDSHAKE_NANOS) {
            oneSidedLookedNanos = nowNanos;
            for (int i = oneSided.size(); i > 0; i--) {
                expire(oneSided.removeFirst(), nowNanos);
            }
        }
    }

    private void expire(Connection connection, long nowNanos) {
        if (connection.isConfirmed() || connection.isOver()) {
            return;
        }
        if (nowNanos - connection.lastSeen() >= HANDSHAKE_NANOS) {
            end(connection);
        } else {
            oneSided.addLast(connection);
        }
    }

    public Optional<Connection> find(long id) {
        return Optional.ofNullable(index.find(id));
    }

    /** Takes all, in the order of their first packets. */
    public void forEach(Consumer<Connection> action) {
        index.forEach(action);
    }

    /**
     * Takes connections whose number is larger than {@code afterId}, at most {@code limit}, in order.
     *
     * @return whether there may be more
     */
    public boolean forSome(long afterId, int limit, Consumer<Connection> action) {
        return index.forSome(afterId, limit, action);
    }

    /** In which order connections changed; from now on it is kept. */
    public void keepChanges() {
        changes.keep(index);
    }

    ChangeLog changes() {
        return changes;
    }

    /** Connections that are listed. */
    public int size() {
        return index.size();
    }

    /** Connections that aren't over. */
    public int live() {
        return index.size() - over.size();
    }

    /** Connections of which only one side was heard, dropped because there were too many. */
    public long dropped() {
        return dropped;
    }

    /** Connections that were silent for too long, or, of too many, for longest, and dropped for that. */
    public long droppedIdle() {
        return droppedIdle;
    }

    /** From now on selects otherwise. Connections that stay selected go on; the others are dropped. */
    public void select(Selector newSelector) {
        selector = newSelector;
        List<Connection> others = new ArrayList<>();
        index.forEach(connection -> {
            int service = newSelector.serviceAt(
                    connection.ipv6(), connection.serviceHigh(), connection.serviceLow(), connection.servicePort());
            boolean covered = service != Selector.NONE || newSelector.selectsAll();
            if (covered && (newSelector.passesAll() || newSelector.passes(connection.tuple()))) {
                connection.setServiceName(newSelector.name(service));
            } else {
                others.add(connection);
            }
        });
        others.forEach(this::drop);
    }

    private Connection choose(Connection current, Segment segment, long timestampNanos) {
        boolean inbound = direction == Direction.INBOUND;
        Connection challenger = current.isChallenged() ? challengers.get(current) : null;
        if (challenger != null && belongsTo(challenger, segment, inbound)) {
            boolean answered = !segment.isRst() && !(inbound && segment.isSyn());
            if (answered) {
                promote(current, challenger);
            }
            return challenger;
        }
        if (!segment.isSyn() || !opensAnew(current, segment, inbound)) {
            return current;
        }
        Connection newcomer = create(segment, timestampNanos);
        if (newcomer == null) {
            return current;
        }
        if (current.isRemoved()) {
            succeed(segment, newcomer);
        } else if (current.isOver()) {
            map.replace(current, newcomer);
            dropChallenger(current);
        } else if (inbound && !segment.isAck()) {
            dropChallenger(current);
            challengers.put(current, newcomer);
            current.setChallenged(true);
        }
        return newcomer;
    }

    /** The newcomer took the room of the connection that had its ends, and perhaps of that one's challenger. */
    private void succeed(Segment segment, Connection newcomer) {
        Connection challenger = map.find(segment);
        if (challenger == null) {
            map.add(newcomer);
        } else {
            map.replace(challenger, newcomer);
            end(challenger);
        }
    }

    /** Whether a segment with SYN can't belong to the connection that has these ends now. */
    private static boolean opensAnew(Connection current, Segment syn, boolean inbound) {
        if (inbound) {
            return !syn.isAck() && current.remoteKnown() && !current.startsWith(syn.sequence());
        }
        boolean late = syn.isAck() && current.followsRemoteSyn(syn.acknowledgment());
        return current.isOver() && !late && current.answered() && !current.answersWith(syn.sequence());
    }

    private static boolean belongsTo(Connection challenger, Segment segment, boolean inbound) {
        if (!inbound) {
            return segment.isAck()
                    && (segment.isSyn() || segment.isRst())
                    && challenger.followsRemoteSyn(segment.acknowledgment());
        }
        return segment.isSyn()
                ? challenger.startsWith(segment.sequence())
                : challenger.followsRemoteSyn(segment.sequence());
    }

    private void promote(Connection current, Connection challenger) {
        challengers.remove(current);
        current.setChallenged(false);
        map.replace(current, challenger);
        end(current);
    }

    private void dropChallenger(Connection current) {
        if (current.isChallenged()) {
            current.setChallenged(false);
            end(challengers.remove(current));
        }
    }

    private void end(Connection connection) {
        if (!connection.isOver()) {
            connection.giveUp();
        }
        changed(connection);
    }

    private void remove(Connection connection) {
        connection.release(context);
        connection.setRemoved();
        index.remove(connection);
        Connection challenger = connection.isChallenged() ? challengers.remove(connection) : null;
        if (challenger != null) {
            connection.setChallenged(false);
            map.replace(connection, challenger);
            return;
        }
        Connection current = map.find(connection);
        if (current == connection) {
            map.remove(connection);
        } else if (current != null && challengers.get(current) == connection) {
            challengers.remove(current);
            current.setChallenged(false);
        }
    }

    private Connection create(Segment segment, long timestampNanos) {
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
        String service = selector.name(sourceServes ? atSource : atDestination);
        Connection connection = new Connection(nextId, segment, sourceServes, service, timestampNanos);
        if (!selector.passesAll() && !selector.passes(connection.tuple())) {
            return null;
        }
        nextId++;
        direction = sourceServes ? Direction.OUTBOUND : Direction.INBOUND;
        index.add(connection);
        created.accept(connection);
        unconfirmed.addLast(connection);
        if (idle.areTooMany(live())) {
            dropIdle(idle.tooMany(index));
        }
        if (unconfirmed.size() + oneSided.size() - unconfirmedLimit > unconfirmedLimit / 4) {
            boundUnconfirmed();
        }
        return connection;
    }

    /** Called so rarely that looking at all of them costs little per connection. */
    private void boundUnconfirmed() {
        unconfirmed.removeIf(c -> c.isConfirmed() || c.isOver());
        oneSided.removeIf(c -> c.isConfirmed() || c.isOver());
        while (unconfirmed.size() + oneSided.size() > unconfirmedLimit) {
            dropped++;
            drop(unconfirmed.isEmpty() ? oneSided.removeFirst() : unconfirmed.removeFirst());
        }
    }

    private void dropIdle(List<Connection> silent) {
        droppedIdle += silent.size();
        silent.forEach(this::drop);
    }

    private static long nanos(Duration age) {
        return age.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0 ? age.toNanos() : Long.MAX_VALUE;
    }

    private void drop(Connection connection) {
        connection.giveUp();
        if (!connection.listAsOver()) {
            over.remove(connection);
        }
        remove(connection);
    }

    /**
     * Which end serves, where the services don't say: the one that was asked. Where the handshake wasn't captured, the one
     * with a port that only services have, else the one that was spoken to.
     */
    private static boolean sourceIsAsked(Segment segment) {
        if (segment.isSyn()) {
            return segment.isAck();
        }
        return isServicePort(segment.sourcePort()) && !isServicePort(segment.destinationPort());
    }

    /** System ports (RFC 6335 §6), but the one that FTP servers connect from. */
    private static boolean isServicePort(int port) {
        return port < 1024 && port != FTP_DATA;
    }
}
