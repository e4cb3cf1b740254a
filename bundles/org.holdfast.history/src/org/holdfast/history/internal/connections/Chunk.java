package org.holdfast.history.internal.connections;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.model.history.ConnectionCount;
import org.holdfast.model.history.ConnectionRecord.Ending;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.Verdict;

/** A chunk that is being filled, with the sketches that it will be sealed with. For one thread. */
final class Chunk {

    /** Rows of a full one. */
    static final int ROWS = 1 << 15;

    private static final int SHIFT = 15;

    private final long number;
    private final byte[] remotes = new byte[2 * ROWS];
    private final byte[] services = new byte[ROWS];
    private final byte[] verdicts = new byte[ROWS];
    private final byte[] durations = new byte[ROWS];
    private final Map<Key, Integer> counts = new HashMap<>();

    private int rows;
    private Instant firstSeen = Instant.MAX;
    private Instant firstUntil = Instant.MAX;
    private Instant lastUntil = Instant.MIN;

    Chunk(long number) {
        this.number = number;
    }

    /** The key of a row. */
    static long id(long chunk, int position) {
        return chunk << SHIFT | position;
    }

    static long chunkOf(long id) {
        return id >> SHIFT;
    }

    static int positionOf(long id) {
        return (int) (id & ROWS - 1);
    }

    /** Takes the next row in. */
    void add(Ended ended) {
        ConnectionSummary summary = ended.summary();
        int remote = Sketches.ofRemote(summary.tuple().remote().address());
        remotes[2 * rows] = (byte) (remote >> 8);
        remotes[2 * rows + 1] = (byte) remote;
        services[rows] = (byte) Sketches.ofService(summary.service());
        verdicts[rows] = (byte) Sketches.ofVerdict(summary.verdict().reason());
        durations[rows] = (byte) Sketches.ofDuration(summary.firstSeen(), ended.until());
        counts.merge(new Key(summary.service(), summary.verdict().reason()), 1, Integer::sum);
        firstSeen = earlier(firstSeen, summary.firstSeen());
        firstUntil = earlier(firstUntil, ended.until());
        lastUntil = ended.until().isAfter(lastUntil) ? ended.until() : lastUntil;
        rows++;
    }

    /** Leaves room for rows that were lost, so that the sketches stay in step with the keys. */
    void skipTo(int position) {
        rows = position;
    }

    private static Instant earlier(Instant a, Instant b) {
        return b.isBefore(a) ? b : a;
    }

    long number() {
        return number;
    }

    int rows() {
        return rows;
    }

    int room() {
        return ROWS - rows;
    }

    Instant firstSeen() {
        return firstSeen;
    }

    Instant firstUntil() {
        return firstUntil;
    }

    Instant lastUntil() {
        return lastUntil;
    }

    byte[] sketch(Sketches.Kind kind) {
        return switch (kind) {
            case REMOTE -> Arrays.copyOf(remotes, 2 * rows);
            case SERVICE -> Arrays.copyOf(services, rows);
            case VERDICT -> Arrays.copyOf(verdicts, rows);
            case DURATION -> Arrays.copyOf(durations, rows);
        };
    }

    List<ConnectionCount> counts() {
        return counts.entrySet().stream()
                .map(e -> new ConnectionCount(e.getKey().service(), e.getKey().verdict(), e.getValue()))
                .toList();
    }

    /** A connection that isn't summarised any more. */
    record Ended(ConnectionSummary summary, Instant until, Ending ending) {}

    private record Key(String service, Verdict.Reason verdict) {}
}
