package org.holdfast.history.internal.connections;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.holdfast.model.history.CaptureSample;
import org.holdfast.model.history.ConnectionLog;
import org.holdfast.model.history.Thinning.Stage;
import org.holdfast.model.tcp.ConnectionSummary;

/**
 * Summaries of one cache on their way to the writer. Never waits: as it fills, it leaves out more and more, in the order
 * of {@link Stage}. Any thread may offer; one takes.
 */
public final class SummaryQueue implements ConnectionLog {

    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final int ONE_OF_SO_MANY_SHORT = 10;

    private final int capacity;
    private final ArrayBlockingQueue<Offer> queue;
    private final AtomicLong shortOnes = new AtomicLong();
    private final Map<Stage, LongAdder> leftOut = new EnumMap<>(Stage.class);

    private volatile Instant ended;

    /** @param capacity how many may wait, 4 and more */
    public SummaryQueue(int capacity) {
        this.capacity = capacity;
        this.queue = new ArrayBlockingQueue<>(capacity);
        for (Stage stage : Stage.values()) {
            leftOut.put(stage, new LongAdder());
        }
    }

    @Override
    public boolean closed(ConnectionSummary summary, Instant at) {
        boolean isCrowded = queue.size() >= capacity / 4 * 3;
        if (isCrowded && isDispensable(summary, at) && shortOnes.getAndIncrement() % ONE_OF_SO_MANY_SHORT != 0) {
            return leaveOut(Stage.SHORT);
        }
        return put(new Offer.Closed(summary, at));
    }

    private static boolean isDispensable(ConnectionSummary summary, Instant at) {
        return summary.verdict().survives() && summary.firstSeen().plus(SHORT).isAfter(at);
    }

    @Override
    public boolean living(ConnectionSummary summary, Instant at) {
        return queue.size() >= capacity / 2 ? leaveOut(Stage.LIVING) : put(new Offer.Lives(summary, at));
    }

    @Override
    public boolean heard(CaptureSample sample) {
        return put(new Offer.Heard(sample));
    }

    @Override
    public synchronized void end(Instant at) {
        if (ended == null) {
            ended = at;
        }
    }

    private boolean put(Offer offer) {
        return ended == null && queue.offer(offer) || leaveOut(Stage.ALL);
    }

    private boolean leaveOut(Stage stage) {
        leftOut.get(stage).increment();
        return false;
    }

    /** Moves at most so many to the end of a collection. */
    void drainTo(Collection<Offer> offers, int limit) {
        queue.drainTo(offers, limit);
    }

    public int size() {
        return queue.size();
    }

    public int capacity() {
        return capacity;
    }

    /** When its end was said; null before that. */
    Instant ended() {
        return ended;
    }

    /** Summaries that were taken, but can't be written. */
    void lost(int summaries) {
        leftOut.get(Stage.ALL).add(summaries);
    }

    /** How many were left out so far. */
    public long leftOut(Stage stage) {
        return leftOut.get(stage).sum();
    }
}
