package org.holdfast.report.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.plan.Trigger;
import org.holdfast.report.Incidents;
import org.holdfast.report.internal.Timeline.Bar;
import org.holdfast.report.internal.Timeline.Tick;
import org.junit.jupiter.api.Test;

class TimelineTest {

    @Test
    void stepsThatBeganBeforeTheOpeningAreDrawnLeftOfIt() {
        Timeline timeline = Timeline.of(Incidents.failure());

        Bar detect = timeline.bars().getFirst();
        assertEquals(140, detect.x());
        assertTrue(timeline.openedX() > detect.x());
        assertEquals(timeline.openedX(), detect.x() + detect.width(), 1, "detection ended at the opening");
        assertEquals(820, timeline.closedX().orElseThrow());
    }

    @Test
    void everyBarAndItsLabelStaysWithinTheDrawing() {
        for (Bar bar : Timeline.of(Incidents.failure()).bars()) {
            assertTrue(bar.x() >= 140 && bar.x() + bar.width() <= 823, bar.toString());
            assertTrue(bar.width() >= 3, "seen however short: " + bar);
            assertTrue(bar.labelX() > bar.x() + bar.width() && bar.labelX() <= 960 - 130, bar.toString());
        }
    }

    @Test
    void theAxisIsMarkedAtRoundTimesWithTheOpeningAtZero() {
        List<String> ticks = Timeline.of(Incidents.failure()).ticks().stream()
                .map(Tick::label)
                .toList();

        assertEquals(List.of("−0.20 s", "0", "+0.20 s", "+0.40 s", "+0.60 s", "+0.80 s"), ticks);
    }

    @Test
    void anIncidentWithoutStepsHasNoBars() {
        Timeline timeline = Timeline.of(Incidents.idle(Trigger.MIGRATION, Incident.State.RUNNING));

        assertEquals(List.of(), timeline.bars());
        assertTrue(timeline.closedX().isEmpty());
    }
}
