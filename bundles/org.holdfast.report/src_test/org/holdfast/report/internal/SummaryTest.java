package org.holdfast.report.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.holdfast.model.incident.Incident;
import org.holdfast.model.plan.Trigger;
import org.holdfast.report.Incidents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryTest {

    @Test
    void saysWhoFailedWhoTookOverAndWhatClientsNoticed() {
        assertEquals(
                "alpha failed; beta took web over; 1 of 1 connections continued; longest stall 0.71 s.",
                new Summary(Incidents.oneOfOne(), 1).sentence());
    }

    @Test
    void doesNotHideWhatWasNotContinued() {
        assertEquals(
                "alpha failed; beta took web over; 1 of 3 connections continued, 1 reset, 1 without a report;"
                        + " longest stall 0.71 s.",
                new Summary(Incidents.failure(), 3).sentence());
    }

    @Test
    void saysThatItIsNotOverYet() {
        assertEquals(
                "alpha failed; beta is taking web over; 0 of 3 connections continued so far.",
                new Summary(Incidents.running(), 3).sentence());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HOST_FAILURE | FAILED | alpha failed; beta could not take web over; no connection was live.",
                "MIGRATION | RUNNING | web is being moved from alpha to beta; no connection was live.",
                "MIGRATION | DONE | web was moved from alpha to beta; no connection was live.",
                "MIGRATION | FAILED | web could not be moved from alpha to beta; no connection was live.",
                "GIVE_BACK | RUNNING | alpha is well again and is regaining web from beta; no connection was live.",
                "GIVE_BACK | DONE | alpha is well again and regained web from beta; no connection was live.",
                "GIVE_BACK | FAILED | alpha is well again but could not regain web from beta; no connection was live."
            })
    void everyTriggerHasItsSentence(Trigger trigger, Incident.State state, String expected) {
        assertEquals(expected, new Summary(Incidents.idle(trigger, state), 0).sentence());
    }
}
