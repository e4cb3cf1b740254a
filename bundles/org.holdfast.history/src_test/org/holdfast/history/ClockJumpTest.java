package org.holdfast.history;

import static org.holdfast.history.Incidents.AT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.holdfast.model.history.ClockJump;
import org.holdfast.model.history.Page;
import org.holdfast.model.history.When;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockJumpTest {

    private static final Page.Request FIRST = Page.Request.first(9);

    @TempDir
    Path directory;

    @Test
    void aClockThatIsSetBackIsRecorded() {
        AtomicReference<Duration> set = new AtomicReference<>(Duration.ZERO);
        InstantSource running = TestDatabase.clock();
        HistoryOptions options = TestDatabase.H2.fresh(directory).with((InstantSource)
                () -> running.instant().plus(set.get()));
        try (History history = History.open(options)) {
            history.connections(Facts.CACHE, AT);
            // The writer has looked at the clock by now.
            history.record(Facts.audit(1, AT));
            set.set(Duration.ofHours(-1));

            Await.until(
                    "it is recorded",
                    () -> !history.queries()
                            .clockJumps(When.ever(), FIRST)
                            .items()
                            .isEmpty());

            List<ClockJump> jumps =
                    history.queries().clockJumps(When.ever(), FIRST).items();
            assertEquals(1, jumps.size());
            assertEquals(Facts.CACHE, jumps.getFirst().node());
            Duration inexact = jumps.getFirst().by().plusHours(1).abs();
            assertTrue(inexact.compareTo(Duration.ofSeconds(1)) < 0, "an hour back, but for " + inexact);
        }
    }
}
