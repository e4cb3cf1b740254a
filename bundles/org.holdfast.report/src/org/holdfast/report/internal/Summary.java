package org.holdfast.report.internal;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.plan.ConnectionOutcome.Fate;
import org.holdfast.model.plan.Plan;

/**
 * An incident in one sentence: {@code alpha failed; beta took web over; 1 of 1 connections continued; longest stall
 * 0.71 s}.
 *
 * @param incident what it is about
 * @param total connections that were planned or reported
 */
record Summary(Incident incident, int total) {

    String sentence() {
        StringBuilder sentence = new StringBuilder(change());
        sentence.append("; ").append(connections());
        longestStall().ifPresent(stall -> sentence.append("; longest stall ").append(Format.duration(stall)));
        return sentence.append('.').toString();
    }

    /** How many connections had a fate. */
    long count(Fate fate) {
        return incident.connections().stream()
                .filter(c -> c.outcome().fate() == fate)
                .count();
    }

    Optional<Duration> longestStall() {
        return incident.connections().stream().flatMap(c -> c.stall().stream()).max(Comparator.naturalOrder());
    }

    private String change() {
        Plan plan = incident.plan();
        String from = plan.from().name();
        String to = plan.to().name();
        String service = Format.text(plan.service().name());
        return switch (plan.trigger()) {
            case HOST_FAILURE ->
                from + " failed; " + to
                        + switch (incident.state()) {
                            case RUNNING -> " is taking " + service + " over";
                            case DONE, DEGRADED -> " took " + service + " over";
                            case FAILED -> " could not take " + service + " over";
                        };
            case MIGRATION ->
                service
                        + switch (incident.state()) {
                            case RUNNING -> " is being moved from ";
                            case DONE, DEGRADED -> " was moved from ";
                            case FAILED -> " could not be moved from ";
                        }
                        + from + " to " + to;
            case GIVE_BACK ->
                to + " is well again"
                        + switch (incident.state()) {
                            case RUNNING -> " and is regaining ";
                            case DONE, DEGRADED -> " and regained ";
                            case FAILED -> " but could not regain ";
                        }
                        + service + " from " + from;
        };
    }

    private String connections() {
        if (total == 0) {
            return "no connection was live";
        }
        StringBuilder text = new StringBuilder()
                .append(Format.count(count(Fate.CONTINUED)))
                .append(" of ")
                .append(Format.count(total))
                .append(" connections continued");
        if (incident.state() == Incident.State.RUNNING) {
            return text.append(" so far").toString();
        }
        append(text, count(Fate.RESET), " reset");
        append(text, count(Fate.LOST), " lost");
        append(text, total - incident.connections().size(), " without a report");
        return text.toString();
    }

    private static void append(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append(", ").append(Format.count(count)).append(what);
        }
    }
}
