package org.holdfast.console.internal.connections;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.holdfast.console.internal.feed.Snapshot;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Ownership;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.Verdict;
import org.holdfast.policy.Past;
import org.holdfast.policy.Verdicts;

/**
 * What the table shows at one moment. Made on a background thread, never changed.
 *
 * @param rows filtered and ordered
 * @param survival of all live connections, the filter not considered
 */
public record ConnectionRows(List<ConnectionRow> rows, Survival survival) {

    public ConnectionRows {
        rows = List.copyOf(rows);
    }

    /**
     * Makes rows of a snapshot.
     *
     * @param alsoClosed whether closed connections are shown too
     */
    public static ConnectionRows of(Snapshot snapshot, ConnectionOrder order, boolean alsoClosed) {
        var known = new org.holdfast.policy.Snapshot(
                snapshot.at(), snapshot.cluster(), snapshot.policies(), Map.of(), snapshot.connections(), Past.NONE);
        Verdicts verdicts = Verdicts.at(known);
        Map<String, Roles> roles = new HashMap<>();
        for (Service service : snapshot.services()) {
            roles.put(service.name(), Roles.of(service, known, verdicts));
        }
        Map<Endpoint, Verdict> intact = new HashMap<>();
        List<ConnectionRow> all = new ArrayList<>(snapshot.connections().size());
        for (ConnectionSummary connection : snapshot.connections()) {
            Roles role = roles.getOrDefault(connection.service(), Roles.NOBODY);
            all.add(new ConnectionRow(
                    connection,
                    verdict(connection, verdicts, intact),
                    role.owner,
                    role.successor,
                    snapshot.rate(connection.id()),
                    snapshot.at()));
        }
        Survival survival = Survival.of(all);
        if (!alsoClosed) {
            all.removeIf(row -> !row.live());
        }
        order.comparator().ifPresent(all::sort);
        return new ConnectionRows(all, survival);
    }

    /**
     * The verdict as the code that decides completes it, so that both say the same. Of what the capture found intact it
     * depends on the service's end alone, so it is asked for once for each.
     */
    private static Verdict verdict(ConnectionSummary connection, Verdicts verdicts, Map<Endpoint, Verdict> intact) {
        return connection.verdict().survives()
                ? intact.computeIfAbsent(connection.tuple().service(), end -> verdicts.of(connection))
                : connection.verdict();
    }

    private record Roles(Optional<NodeId> owner, Optional<NodeId> successor) {

        static final Roles NOBODY = new Roles(Optional.empty(), Optional.empty());

        static Roles of(Service service, org.holdfast.policy.Snapshot known, Verdicts verdicts) {
            Optional<NodeId> owner =
                    known.cluster().declaredOwner(service.name()).map(Ownership::node);
            return new Roles(owner, owner.flatMap(host -> verdicts.target(service, host)));
        }
    }
}
