package org.holdfast.cache.handover.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.holdfast.cache.handover.FeedSink;
import org.holdfast.cache.handover.OutboundDigests;
import org.holdfast.cache.handover.Subscription;
import org.holdfast.cache.internal.wire.FeedMessage;
import org.holdfast.cache.internal.wire.Frames;
import org.holdfast.cache.internal.wire.ResumePoint;
import org.holdfast.cache.internal.wire.WireException;

/**
 * The standby's side of a feed without its threads: holds every message against what came before, and gives the sink
 * only what fits. {@link #greet} and {@link #take} by one thread at a time, the rest by any.
 */
public final class FeedTaker {

    /**
     * Connections beyond those that are taken, of which the cache hasn't heard yet that they aren't wanted. It drops
     * one before it opens another, and has at most 16,384 frames under way.
     */
    private static final int UNWANTED = 1 << 16;

    private final FeedSink sink;
    private final long connectionWindow;
    private final int most;
    private final Consumer<String> problems;
    private final Map<Long, ReceivedConnection> connections = new ConcurrentHashMap<>();
    private UUID cache;
    private UUID feed;
    private long sequence;

    /**
     * @param connectionWindow bytes of a connection that may come beyond what was {@link #consumed}; 0 when what the sink
     *     took counts as consumed
     * @param most connections
     * @param problems hears what the sink couldn't take
     */
    public FeedTaker(FeedSink sink, long connectionWindow, int most, Consumer<String> problems) {
        this.sink = sink;
        this.connectionWindow = connectionWindow;
        this.most = most;
        this.problems = problems;
    }

    /** Whether this version can take a feed. */
    public static void check(FeedMessage.Hello hello) throws WireException {
        if (hello.lowest() > Frames.FEED_VERSION || hello.highest() < Frames.FEED_VERSION) {
            throw new WireException("feed versions " + hello.lowest() + " to " + hello.highest()
                    + " aren't known here, only " + Frames.FEED_VERSION
                    + "; install the same version of Holdfast on both hosts");
        }
        if (hello.digestBlock() != OutboundDigests.BLOCK) {
            throw new WireException(
                    "digests of blocks of " + hello.digestBlock() + " bytes instead of " + OutboundDigests.BLOCK);
        }
    }

    /**
     * Begins a session. What is left of another cache is dropped first.
     *
     * @return the answer, as it is to be sent
     */
    public List<FeedMessage> greet(FeedMessage.Hello hello, Subscription subscription) {
        if (!hello.cache().equals(cache)) {
            String why = cache == null ? "" : "the cache was started anew and numbers its connections anew";
            connections.forEach((id, c) -> tellDropped(id, c, why));
            connections.clear();
            cache = hello.cache();
        }
        if (!hello.feed().equals(feed)) {
            feed = hello.feed();
            sequence = 0;
        }
        List<ResumePoint> points =
                connections.values().stream().map(ReceivedConnection::point).toList();
        List<FeedMessage> answer = new ArrayList<>();
        answer.add(new FeedMessage.Welcome(Frames.FEED_VERSION, sequence, connectionWindow, points.size()));
        answer.add(new FeedMessage.Subscribed(subscription));
        for (int from = 0; from < points.size(); from += FeedMessage.Resume.MOST) {
            answer.add(new FeedMessage.Resume(
                    points.subList(from, Math.min(points.size(), from + FeedMessage.Resume.MOST))));
        }
        answer.add(new FeedMessage.Ready());
        return answer;
    }

    /** Number of the last frame that was taken of this feed. */
    public long sequence() {
        return sequence;
    }

    /**
     * Takes the next message and gives it to the sink.
     *
     * @param number of its frame
     * @return what is to be told the cache at once
     * @throws WireException when it doesn't fit to what came before; the sink doesn't see it then
     */
    public Optional<FeedMessage> take(FeedMessage message, long number) throws WireException {
        Optional<FeedMessage> answer = switch (message) {
            case FeedMessage.OfConnection m -> take(m);
            case FeedMessage.Heartbeat _ -> Optional.empty();
            case FeedMessage.Refused m -> throw new WireException("it refused: " + m.reason());
            default -> throw new WireException("it sent " + message.getClass().getSimpleName() + " amid the feed");
        };
        sequence = number;
        return answer;
    }

    /** The application has taken the inbound stream up to an offset. Unknown connections are left out. */
    public void consumed(long id, long offset) {
        if (offset < 0) {
            throw new IllegalArgumentException("connection " + id + " can't have consumed " + offset + " bytes");
        }
        ifKnown(id, c -> c.consumed(offset));
    }

    /** The standby wants no more of a connection. Unknown ones are left out. */
    public void giveUp(long id, String reason) {
        ifKnown(id, c -> c.giveUp(reason));
    }

    /** What the cache should know of a connection by now. */
    public Optional<FeedMessage> news(long id) {
        return Optional.ofNullable(connections.get(id)).flatMap(ReceivedConnection::news);
    }

    /** The same of all. */
    public List<FeedMessage> news() {
        return connections.values().stream().flatMap(c -> c.news().stream()).toList();
    }

    private void ifKnown(long id, Consumer<ReceivedConnection> action) {
        ReceivedConnection known = connections.get(id);
        if (known != null) {
            action.accept(known);
        }
    }

    private Optional<FeedMessage> take(FeedMessage.OfConnection message) throws WireException {
        long id = message.id();
        ReceivedConnection c = connections.get(id);
        switch (message) {
            case FeedMessage.Dropped m -> {
                if (c != null) {
                    connections.remove(id);
                    tellDropped(id, c, m.reason());
                }
                return Optional.empty();
            }
            case FeedMessage.Opened _ -> c = open(id, c);
            case FeedMessage.Inbound _,
                    FeedMessage.State _,
                    FeedMessage.Digests _,
                    FeedMessage.VerdictIs _,
                    FeedMessage.Ended _,
                    FeedMessage.Over _ -> {
                if (c == null) {
                    throw new WireException(
                            message.getClass().getSimpleName() + " of connection " + id + ", which wasn't opened");
                }
            }
        }
        if (!c.isGivenUp()) {
            check(message, c);
            give(message, c);
        }
        return c.isGivenUp() ? c.news() : Optional.empty();
    }

    private ReceivedConnection open(long id, ReceivedConnection known) throws WireException {
        if (known != null) {
            throw new WireException("connection " + id + " was opened twice");
        }
        ReceivedConnection c = new ReceivedConnection(id, connectionWindow);
        if (connections.size() - most >= UNWANTED) {
            throw new WireException("more than " + UNWANTED + " connections were opened beyond the " + most
                    + " that the standby takes, and it was told so");
        }
        if (connections.size() >= most) {
            c.giveUp("the standby takes no more than " + most + " connections");
        }
        connections.put(id, c);
        return c;
    }

    private void check(FeedMessage.OfConnection message, ReceivedConnection c) throws WireException {
        switch (message) {
            case FeedMessage.Inbound m -> c.inbound(m);
            case FeedMessage.Digests m -> c.outbound(m.digests());
            case FeedMessage.Ended m -> c.ended(m.end(), m.offset());
            case FeedMessage.Over m -> connections.remove(m.id());
            case FeedMessage.Opened _, FeedMessage.State _, FeedMessage.VerdictIs _, FeedMessage.Dropped _ -> {}
        }
    }

    private void give(FeedMessage.OfConnection message, ReceivedConnection c) {
        try {
            switch (message) {
                case FeedMessage.Opened m -> sink.opened(m.id(), m.service(), m.state());
                case FeedMessage.Inbound m -> sink.inbound(m.id(), m.offset(), m.bytes());
                case FeedMessage.State m -> sink.state(m.id(), m.state());
                case FeedMessage.Digests m -> sink.outbound(m.id(), m.digests());
                case FeedMessage.VerdictIs m -> sink.verdict(m.id(), m.verdict());
                case FeedMessage.Ended m -> sink.ended(m.id(), m.end());
                case FeedMessage.Over m -> sink.over(m.id());
                case FeedMessage.Dropped m -> sink.dropped(m.id(), m.reason());
            }
        } catch (RuntimeException e) {
            // Each connection fails alone; the cache is told as well.
            problems.accept("connection " + message.id() + " couldn't be taken: " + e);
            c.giveUp("the failover host couldn't take it: " + e);
        }
    }

    private void tellDropped(long id, ReceivedConnection c, String reason) {
        if (!c.isGivenUp()) {
            give(new FeedMessage.Dropped(id, reason), c);
        }
    }
}
