package org.holdfast.policy.internal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.holdfast.model.ownership.ContinuityMode;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.PlannedConnection;
import org.holdfast.model.plan.Trigger;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.Verdict;
import org.holdfast.policy.Snapshot;

/** Makes the plan of a decision. Its ID follows from what is decided, so that every node gives it the same one. */
final class PlanMaker {

    private PlanMaker() {}

    static Plan plan(
            Snapshot snapshot, Trigger trigger, List<String> evidence, Service service, NodeId from, NodeId to) {
        long epoch = snapshot.nextEpoch(service.name());
        List<PlannedConnection> connections = snapshot.liveConnections(service).stream()
                .map(c -> planned(service, c))
                .toList();
        String identity = service.name() + "|" + epoch + "|" + trigger + "|" + from + "|" + to + "|" + snapshot.at();
        UUID id = UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8));
        return new Plan(id, snapshot.at(), trigger, evidence, service, from, to, epoch, connections);
    }

    private static PlannedConnection planned(Service service, ConnectionSummary connection) {
        Verdict verdict = PolicyVerdict.of(service, connection);
        ContinuityMode mode = verdict.survives() ? service.failover().continuity() : ContinuityMode.RESET;
        return new PlannedConnection(connection.id(), connection.tuple(), verdict, mode);
    }
}
