package org.holdfast.history.internal.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:42:07Z");
    private static final long SECOND = 1_000_000_000L;

    private final ClockWatch watch = new ClockWatch();

    @Test
    void aClockThatRunsIsNoJump() {
        assertEquals(Optional.empty(), watch.observe(AT, 7 * SECOND));
        assertEquals(Optional.empty(), watch.observe(AT.plusSeconds(3600), (7 + 3600) * SECOND));
    }

    @Test
    void aClockThatIsSetJumpsOnce() {
        watch.observe(AT, 0);

        assertEquals(Optional.of(Duration.ofSeconds(-3601)), watch.observe(AT.minusSeconds(3600), SECOND));
        assertEquals(Optional.empty(), watch.observe(AT.minusSeconds(3599), 2 * SECOND));
        assertEquals(Optional.of(Duration.ofSeconds(90)), watch.observe(AT.minusSeconds(3508), 3 * SECOND));
    }

    @Test
    void slewingIsNoJump() {
        watch.observe(AT, 0);

        assertEquals(Optional.empty(), watch.observe(AT.plusMillis(1_499), SECOND));
        assertEquals(Optional.of(Duration.ofMillis(500)), watch.observe(AT.plusMillis(2_999), 2 * SECOND));
    }
}
