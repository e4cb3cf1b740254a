package org.holdfast.cluster.internal.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.holdfast.cluster.internal.heartbeat.SimulatedCluster.Flaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Thousands of schedules against the invariant of the lease package, and proof that the check would notice. */
class LeaseModelTest {

    private static final int SCHEDULES = 2000;
    private static final Duration LENGTH = Duration.ofSeconds(10);

    @Test
    void neverHasTwoOwnersAtOnce() {
        long changes = 0;
        long renewals = 0;
        for (int seed = 0; seed < SCHEDULES; seed++) {
            SimulatedCluster cluster = new SimulatedCluster(seed, Flaw.NONE);
            cluster.run(LENGTH);
            assertEquals(Optional.empty(), cluster.violation, "seed " + seed);
            changes += cluster.changes;
            renewals += cluster.renewals;
        }
        // Schedules in which nobody ever owns anything would prove nothing.
        assertTrue(changes > 2L * SCHEDULES, "only " + changes + " changes of owner");
        assertTrue(renewals > 20L * SCHEDULES, "only " + renewals + " renewals");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void noticesWhatIsDeliberatelyWrong(Flaw flaw) {
        for (int seed = 0; seed < SCHEDULES; seed++) {
            SimulatedCluster cluster = new SimulatedCluster(seed, flaw);
            cluster.run(LENGTH);
            if (cluster.violation.isPresent()) {
                return;
            }
        }
        throw new AssertionError(flaw + " went unnoticed in " + SCHEDULES + " schedules");
    }
}
