package org.holdfast.console.internal.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.holdfast.console.internal.Messages;
import org.holdfast.console.internal.ui.Formats;
import org.holdfast.console.internal.ui.Icon;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.ownership.ContinuityMode;
import org.holdfast.model.ownership.GiveBackMode;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.plan.Decision;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.PlannedConnection;
import org.holdfast.model.plan.Refusal;
import org.holdfast.model.plan.Trigger;
import org.holdfast.node.CacheService;

/**
 * Puts into words what the cache node would do. It decides nothing: every answer is the node's. To be called off the
 * user-interface thread.
 */
final class Previews {

    private final Formats formats;

    Previews(Formats formats) {
        this.formats = formats;
    }

    /** What the failure of a host would do. It can't be refused: hosts fail without asking. */
    Preview failure(Optional<CacheService> cache, NodeId host) {
        if (cache.isEmpty()) {
            return new Preview(Icon.UNKNOWN, Messages.preview_noCache, List.of(), List.of(), true);
        }
        ClusterView cluster = cache.get().cluster();
        List<Service> owned = cache.get().services().stream()
                .filter(s -> cluster.declaredOwner(s.name())
                        .filter(o -> o.node().equals(host))
                        .isPresent())
                .toList();
        if (owned.isEmpty()) {
            return new Preview(
                    Icon.INFORMATION, Messages.bind(Messages.preview_ownsNothing, host), List.of(), List.of(), true);
        }
        List<String> lines = new ArrayList<>();
        List<PlannedConnection> connections = new ArrayList<>();
        boolean refused = false;
        for (Service service : owned) {
            switch (cache.get().simulate(Trigger.HOST_FAILURE, service.name(), host)) {
                case Plan plan -> {
                    lines.add(plan.summary());
                    connections.addAll(plan.connections());
                }
                case Refusal refusal -> {
                    refused = true;
                    refusal.reasons()
                            .forEach(reason ->
                                    lines.add(Messages.bind(Messages.preview_noTakeover, service.name(), reason)));
                }
            }
        }
        long continued = continued(connections);
        Icon icon = refused ? Icon.LOST : continued == connections.size() ? Icon.SURVIVES : Icon.WARNING;
        return new Preview(icon, counts(host.name(), connections.size(), continued), lines, connections, true);
    }

    /** What the return of a host would do. */
    Preview returning(Optional<CacheService> cache, NodeId host) {
        List<String> lines = new ArrayList<>();
        cache.map(CacheService::services).orElse(List.of()).stream()
                .filter(s -> s.failover().home().equals(host))
                .forEach(s -> lines.add(Messages.bind(
                        Messages.preview_giveBack,
                        s.name(),
                        giveBack(s.failover().giveBack()))));
        return new Preview(Icon.INFORMATION, Messages.bind(Messages.preview_return, host), lines, List.of(), true);
    }

    /** What a migration would do, or why it is refused. */
    Preview migration(Decision decision) {
        return switch (decision) {
            case Plan plan -> {
                long continued = continued(plan.connections());
                Icon icon = continued == plan.connections().size() ? Icon.SURVIVES : Icon.WARNING;
                yield new Preview(
                        icon,
                        counts(plan.service().name(), plan.connections().size(), continued),
                        Stream.concat(Stream.of(plan.summary()), plan.evidence().stream())
                                .toList(),
                        plan.connections(),
                        true);
            }
            case Refusal refusal ->
                new Preview(Icon.LOST, Messages.preview_refused, refusal.reasons(), List.of(), false);
        };
    }

    private String counts(String of, long all, long continued) {
        if (all == 0) {
            return Messages.bind(Messages.preview_noConnections, of);
        }
        return Messages.bind(
                all == 1 ? Messages.preview_oneConnection : Messages.preview_connections,
                of,
                formats.count(all),
                formats.count(continued),
                formats.count(all - continued));
    }

    private static long continued(List<PlannedConnection> connections) {
        return connections.stream()
                .filter(c -> c.mode() != ContinuityMode.RESET)
                .count();
    }

    private static String giveBack(GiveBackMode mode) {
        return switch (mode) {
            case REGAIN -> Messages.giveBack_regain;
            case DRAIN -> Messages.giveBack_drain;
            case MANUAL -> Messages.giveBack_manual;
            case WINDOW -> Messages.giveBack_window;
        };
    }
}
