package org.holdfast.history.internal.connections;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.model.history.CaptureSample;
import org.holdfast.model.history.ConnectionRecord;
import org.holdfast.model.history.ConnectionRecord.Ending;
import org.holdfast.model.history.Thinning;

/** What is written in one transaction. For one thread. */
final class Batch {

    private final List<Chunk.Ended> ended = new ArrayList<>();
    private final Map<Long, Living> living = new LinkedHashMap<>();
    private final List<CaptureSample> samples = new ArrayList<>();
    private final List<Thinning> thinnings;
    private final List<Gone> gone = new ArrayList<>();

    Batch(List<Thinning> thinnings) {
        this.thinnings = thinnings;
    }

    void add(Offer offer) {
        switch (offer) {
            case Offer.Closed(var summary, Instant at) -> {
                living.remove(summary.id());
                ended.add(new Chunk.Ended(summary, at, Ending.CLOSED));
            }
            case Offer.Lives(var summary, Instant at) -> living.put(summary.id(), new Living(summary, at));
            case Offer.Heard(CaptureSample sample) -> samples.add(sample);
        }
    }

    /** A living connection of a session that stopped: it ended, but nobody saw how. */
    void addUnseen(long session, ConnectionRecord record, Instant aliveAt) {
        Instant until = record.until().isBefore(aliveAt) ? aliveAt : record.until();
        ended.add(new Chunk.Ended(record.summary(), until, Ending.UNSEEN));
        gone.add(new Gone(session, record.summary().id()));
    }

    boolean isEmpty() {
        return ended.isEmpty() && living.isEmpty() && samples.isEmpty() && thinnings.isEmpty();
    }

    List<Chunk.Ended> ended() {
        return ended;
    }

    Map<Long, Living> living() {
        return living;
    }

    List<CaptureSample> samples() {
        return samples;
    }

    List<Thinning> thinnings() {
        return thinnings;
    }

    /** Rows of living connections that go because their connections ended unseen. */
    List<Gone> gone() {
        return gone;
    }

    record Gone(long session, long connection) {}
}
