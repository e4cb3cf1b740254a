package org.holdfast.console.internal.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.holdfast.console.internal.connections.Rows;
import org.holdfast.model.tcp.ConnectionSummary;
import org.junit.jupiter.api.Test;

class RateMeterTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final RateMeter meter = new RateMeter();

    @Test
    void aSteadyStreamIsReadOffAfterSomeSeconds() {
        Map<Long, Double> rates = Map.of();
        for (int tick = 0; tick <= 50; tick++) {
            // 20,000 bytes each 200 ms: half of them in, half of them out
            rates = meter.update(List.of(carried(1, 10_000L * tick, 10_000L * tick)), START.plusMillis(200L * tick));
        }
        assertEquals(100_000, rates.get(1L), 10);
    }

    @Test
    void oneSnapshotSaysNothing() {
        assertEquals(Map.of(), meter.update(List.of(carried(1, 5_000, 5_000)), START));
    }

    @Test
    void aSilentConnectionComesToRestAtNothing() {
        meter.update(List.of(carried(1, 0, 0)), START);
        meter.update(List.of(carried(1, 0, 1_000_000)), START.plusSeconds(1));
        Map<Long, Double> rates = Map.of(1L, 1.0);
        for (int second = 2; second < 20; second++) {
            rates = meter.update(List.of(carried(1, 0, 1_000_000)), START.plusSeconds(second));
        }
        assertEquals(Map.of(), rates);
    }

    @Test
    void theSameMomentTwiceChangesNothing() {
        meter.update(List.of(carried(1, 0, 0)), START);
        Map<Long, Double> rates = meter.update(List.of(carried(1, 0, 9_000)), START.plusSeconds(1));
        assertEquals(rates, meter.update(List.of(carried(1, 0, 9_000)), START.plusSeconds(1)));
    }

    private static ConnectionSummary carried(long id, long in, long out) {
        return Rows.connection(id, "203.0.113.7:" + (1000 + id), 80, in, out);
    }
}
