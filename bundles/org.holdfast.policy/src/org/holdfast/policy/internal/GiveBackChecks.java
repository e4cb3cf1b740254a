package org.holdfast.policy.internal;

import java.time.Instant;
import java.util.List;
import org.holdfast.model.ownership.GiveBackRule;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.ownership.TimeWindow;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.policy.Snapshot;

/** What forbids to give a service back to its home host at this moment (claim 10). */
final class GiveBackChecks {

    private final Snapshot snapshot;

    GiveBackChecks(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    void check(Service service, List<String> against) {
        GiveBackRule rule = service.failover().giveBackRule();
        holdDown(service, rule, against);
        List<ConnectionSummary> live = snapshot.liveConnections(service);
        switch (rule.mode()) {
            case MANUAL ->
                against.add("the policy of '" + service.name() + "' leaves the give-back to an administrator");
            case DRAIN -> drained(service, live, against);
            case REGAIN -> allSurvive(service, live, against);
            case WINDOW -> {
                windowIsOpen(service, rule, against);
                allSurvive(service, live, against);
            }
        }
    }

    private void holdDown(Service service, GiveBackRule rule, List<String> against) {
        Instant since = snapshot.past().aliveSince().get(service.failover().home());
        if (since != null && snapshot.at().isBefore(since.plus(rule.holdDown()))) {
            against.add(service.failover().home() + " is back since " + Sentences.time(since)
                    + " only; the policy waits for " + Sentences.span(rule.holdDown()));
        }
    }

    private static void drained(Service service, List<ConnectionSummary> live, List<String> against) {
        if (live.size() == 1) {
            against.add("1 connection of '" + service.name() + "' is still live; waiting for its end");
        } else if (!live.isEmpty()) {
            against.add(live.size() + " connections of '" + service.name() + "' are still live; waiting for their end");
        }
    }

    private static void allSurvive(Service service, List<ConnectionSummary> live, List<String> against) {
        List<ConnectionSummary> lost = live.stream()
                .filter(c -> !PolicyVerdict.of(service, c).survives())
                .toList();
        if (!lost.isEmpty()) {
            ConnectionSummary first = lost.getFirst();
            String more = lost.size() == 1 ? "" : ", nor would " + (lost.size() - 1) + " more";
            against.add("connection " + first.tuple() + " wouldn't survive the move ("
                    + PolicyVerdict.of(service, first).reason().label() + ")" + more + "; waiting for "
                    + (lost.size() == 1 ? "its" : "their") + " end");
        }
    }

    private void windowIsOpen(Service service, GiveBackRule rule, List<String> against) {
        if (rule.windows().stream().noneMatch(window -> window.contains(snapshot.at()))) {
            Instant next = rule.windows().stream()
                    .map((TimeWindow window) -> window.opensAfter(snapshot.at()))
                    .min(Instant::compareTo)
                    .orElseThrow();
            against.add("'" + service.name() + "' is given back in a window only, and the next one opens at "
                    + Sentences.time(next));
        }
    }
}
