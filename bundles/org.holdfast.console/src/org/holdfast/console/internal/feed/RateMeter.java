package org.holdfast.console.internal.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.holdfast.model.tcp.ConnectionSummary;

/**
 * Bytes per second of each connection, both ways together, from successive snapshots. Smoothed with a time constant of
 * one second, so that a number can be read while it changes. Not for several threads.
 */
public final class RateMeter {

    private static final double SMOOTHING_SECONDS = 1.0;

    private Map<Long, Long> bytes = Map.of();
    private Map<Long, Double> rates = Map.of();
    private Optional<Instant> last = Optional.empty();

    /**
     * Takes a snapshot in. Connections that aren't in it are forgotten.
     *
     * @param connections the snapshot
     * @param at its time; one that isn't later than the one before changes nothing
     * @return bytes of payload per second by connection id, above 0; those that are absent carry nothing, or were in
     *     one snapshot only. Never changed afterwards
     */
    public Map<Long, Double> update(List<ConnectionSummary> connections, Instant at) {
        if (last.isPresent() && !at.isAfter(last.get())) {
            return rates;
        }
        double seconds =
                last.map(before -> Duration.between(before, at).toNanos() / 1e9).orElse(0.0);
        double weight = 1 - Math.exp(-seconds / SMOOTHING_SECONDS);
        Map<Long, Long> nextBytes = HashMap.newHashMap(connections.size());
        Map<Long, Double> nextRates = new HashMap<>();
        for (ConnectionSummary connection : connections) {
            long now =
                    connection.inbound().payloadBytes() + connection.outbound().payloadBytes();
            Long before = bytes.get(connection.id());
            nextBytes.put(connection.id(), now);
            if (before != null) {
                double rate = rates.getOrDefault(connection.id(), 0.0);
                rate += weight * (Math.max(0, now - before) / seconds - rate);
                // What decays without end would keep its cell changing for minutes.
                if (rate >= 1) {
                    nextRates.put(connection.id(), rate);
                }
            }
        }
        bytes = nextBytes;
        rates = nextRates;
        last = Optional.of(at);
        return rates;
    }
}
