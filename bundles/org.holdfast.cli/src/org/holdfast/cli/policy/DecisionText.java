package org.holdfast.cli.policy;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.Refusal;
import org.holdfast.policy.Evaluation;
import org.holdfast.policy.HostChoice;

/** A decision as lines for people. */
final class DecisionText {

    private DecisionText() {}

    static List<String> lines(Evaluation evaluation) {
        List<String> lines = new ArrayList<>();
        switch (evaluation.decision()) {
            case Plan plan ->
                lines.add(plan.service().name() + ": " + plan.from() + " → " + plan.to() + " after "
                        + plan.trigger().label());
            case Refusal refusal -> {
                lines.add(evaluation.service() + ": nothing is done");
                refusal.reasons().forEach(reason -> lines.add("  because " + reason));
            }
        }
        evaluation.hosts().stream()
                .filter(host -> !host.chosen())
                .map((HostChoice host) -> "  not " + host.host() + ": " + String.join("; ", host.against()))
                .forEach(lines::add);
        return lines;
    }
}
