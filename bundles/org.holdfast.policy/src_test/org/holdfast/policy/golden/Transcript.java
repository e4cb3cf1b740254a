package org.holdfast.policy.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.PlannedConnection;
import org.holdfast.model.plan.Refusal;
import org.holdfast.policy.Evaluation;
import org.holdfast.policy.HostChoice;
import org.holdfast.policy.Planner;

/** Decisions as lines of text. */
final class Transcript {

    private Transcript() {}

    static List<String> of(Situation situation) {
        List<String> lines = new ArrayList<>();
        List<Evaluation> evaluations = Planner.evaluate(situation.snapshot(), situation.event());
        evaluations.forEach(evaluation -> write(evaluation, lines));
        return evaluations.isEmpty() ? List.of("nothing is decided") : lines;
    }

    private static void write(Evaluation evaluation, List<String> lines) {
        switch (evaluation.decision()) {
            case Plan plan -> write(plan, lines);
            case Refusal refusal -> {
                lines.add(evaluation.service() + ": refused");
                refusal.reasons().forEach(reason -> lines.add("  because " + reason));
            }
        }
        for (HostChoice host : evaluation.hosts()) {
            if (!host.chosen()) {
                lines.add("  not " + host.host() + ": " + String.join("; ", host.against()));
            } else if (evaluation.decision() instanceof Refusal) {
                lines.add("  else " + host.host());
            }
        }
    }

    private static void write(Plan plan, List<String> lines) {
        lines.add(plan.service().name() + ": " + plan.from() + " → " + plan.to() + " in epoch " + plan.epoch()
                + " after " + plan.trigger().label());
        plan.evidence().forEach(sentence -> lines.add("  evidence " + sentence));
        plan.connections().forEach(connection -> lines.add(line(connection)));
    }

    private static String line(PlannedConnection connection) {
        String detail = connection.verdict().detail();
        return "  conn " + connection.id() + " " + connection.mode().name().toLowerCase(Locale.ROOT) + ", "
                + connection.verdict().reason().label() + (detail.isEmpty() ? "" : ": " + detail);
    }
}
