package org.holdfast.history;

import static org.holdfast.history.Incidents.ALPHA;
import static org.holdfast.history.Incidents.AT;
import static org.holdfast.history.Incidents.BETA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.holdfast.history.History.OwnershipInterval;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnershipHistoryTest {

    private static final String WEB = Incidents.service().name();
    private static final List<InetAddress> ADDRESSES = Incidents.service().addresses();

    private final History history = History.openUrl("jdbc:h2:mem:ownership");

    @AfterEach
    void close() {
        history.close();
    }

    @Test
    void theFirstOwnerHasAnOpenInterval() {
        record(ALPHA, 1, AT, "boot");

        assertEquals(
                List.of(new OwnershipInterval(WEB, ADDRESSES, ALPHA, 1, AT, Optional.empty(), "boot")),
                history.ownership(Optional.of(WEB)));
    }

    @Test
    void aNewOwnerEndsTheOldOnesInterval() {
        record(ALPHA, 1, AT, "boot");
        record(BETA, 2, AT.plusSeconds(5), "alpha failed");

        List<OwnershipInterval> intervals = history.ownership(Optional.of(WEB));

        assertEquals(
                List.of(
                        new OwnershipInterval(WEB, ADDRESSES, ALPHA, 1, AT, Optional.of(AT.plusSeconds(5)), "boot"),
                        new OwnershipInterval(
                                WEB, ADDRESSES, BETA, 2, AT.plusSeconds(5), Optional.empty(), "alpha failed")),
                intervals);
        assertTrue(intervals.get(0).contains(AT) && intervals.get(1).contains(AT.plusSeconds(5)));
        assertFalse(intervals.get(0).contains(AT.plusSeconds(5)), "one owner at a time");
    }

    @Test
    void theSameOwnerInTheSameEpochChangesNothing() {
        record(ALPHA, 1, AT, "boot");
        List<OwnershipInterval> before = history.ownership(Optional.empty());

        record(ALPHA, 1, AT.plusSeconds(9), "announced again");

        assertEquals(before, history.ownership(Optional.empty()));
    }

    @Test
    void theSameOwnerInANewEpochBeginsANewInterval() {
        record(ALPHA, 1, AT, "boot");
        record(ALPHA, 3, AT.plusSeconds(1), "boot");

        assertEquals(
                List.of(1L, 3L),
                history.ownership(Optional.empty()).stream()
                        .map(OwnershipInterval::epoch)
                        .toList());
    }

    @Test
    void aStandbyOwnsNothing() {
        record(ALPHA, 1, AT, "boot");
        history.recordOwnership(Incidents.ownership(BETA, Role.STANDBY, 1), AT.plusSeconds(1), "announced");

        assertEquals(1, history.ownership(Optional.empty()).size());
    }

    @Test
    void aClockThatWasSetBackDoesNotMakeIntervalsOverlap() {
        record(ALPHA, 1, AT, "boot");
        record(BETA, 2, AT.minusSeconds(60), "alpha failed");

        List<OwnershipInterval> intervals = history.ownership(Optional.empty());

        assertEquals(Optional.of(AT), intervals.get(0).to());
        assertEquals(AT, intervals.get(1).from());
    }

    @Test
    void anUnknownServiceHasNoIntervals() {
        record(ALPHA, 1, AT, "boot");

        assertEquals(List.of(), history.ownership(Optional.of("mail")));
    }

    private void record(NodeId owner, long epoch, Instant at, String why) {
        history.recordOwnership(Incidents.ownership(owner, Role.OWNER, epoch), at, why);
    }
}
