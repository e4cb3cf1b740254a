package org.holdfast.policy.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.Refusal;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.Verdict;
import org.holdfast.model.tcp.Verdict.Reason;
import org.holdfast.policy.ConnectionForecast;
import org.holdfast.policy.Evaluation;
import org.holdfast.policy.Forecast;
import org.holdfast.policy.HostChoice;
import org.holdfast.policy.Snapshot;

/** From decisions to what becomes of each connection. */
public final class Forecasts {

    private Forecasts() {}

    public static Forecast of(Snapshot snapshot, List<Evaluation> evaluations) {
        List<ConnectionForecast> connections = new ArrayList<>();
        for (Evaluation evaluation : evaluations) {
            Optional<NodeId> target = evaluation.target();
            snapshot.service(evaluation.service())
                    .ifPresent(service -> snapshot.liveConnections(service).stream()
                            .map(c -> new ConnectionForecast(
                                    c.id(), c.tuple(), service.name(), verdict(service, c, evaluation), target))
                            .forEach(connections::add));
        }
        return new Forecast(evaluations, connections);
    }

    /** Whether two forecasts send a service elsewhere, refuse otherwise, or save other connections. */
    public static boolean differ(Forecast a, Forecast b) {
        return !outcome(a).equals(outcome(b)) || !a.connections().equals(b.connections());
    }

    private static List<String> outcome(Forecast forecast) {
        return forecast.evaluations().stream()
                .map(evaluation -> evaluation.service()
                        + switch (evaluation.decision()) {
                            case Plan plan -> " → " + plan.to();
                            case Refusal refusal -> ": " + refusal.reasons();
                        })
                .toList();
    }

    private static Verdict verdict(Service service, ConnectionSummary connection, Evaluation evaluation) {
        Verdict byPolicy = PolicyVerdict.of(service, connection);
        return switch (evaluation.decision()) {
            case Plan plan -> byPolicy;
            case Refusal refusal
            when byPolicy.survives() -> {
                boolean somebodyCould = evaluation.hosts().stream().anyMatch(HostChoice::chosen);
                yield new Verdict(
                        somebodyCould ? Reason.NO_POLICY : Reason.NO_STANDBY,
                        refusal.reasons().getFirst());
            }
            case Refusal refusal -> byPolicy;
        };
    }
}
