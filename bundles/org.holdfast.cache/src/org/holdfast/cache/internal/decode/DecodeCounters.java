package org.holdfast.cache.internal.decode;

import java.util.Map;
import java.util.TreeMap;

/** Counts what became of frames. Not safe for threads: the owner locks. */
public final class DecodeCounters {

    private static final Outcome[] OUTCOMES = Outcome.values();

    private final long[] counts = new long[OUTCOMES.length];

    void count(Outcome outcome) {
        counts[outcome.ordinal()]++;
    }

    public long of(Outcome outcome) {
        return counts[outcome.ordinal()];
    }

    /** All outcomes of a kind that occurred, by name. */
    public Map<String, Long> byName(Outcome.Kind kind) {
        Map<String, Long> named = new TreeMap<>();
        for (Outcome outcome : OUTCOMES) {
            if (outcome.kind() == kind && counts[outcome.ordinal()] > 0) {
                named.put(outcome.label(), counts[outcome.ordinal()]);
            }
        }
        return named;
    }
}
