package org.holdfast.cluster.config.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.model.ownership.ContinuityMode;
import org.holdfast.model.ownership.DetectionProfile;
import org.holdfast.model.ownership.FailoverHost;
import org.holdfast.model.ownership.FailoverPolicy;
import org.holdfast.model.ownership.GiveBackMode;
import org.holdfast.model.ownership.GiveBackRule;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.OutputComparison;
import org.holdfast.model.ownership.TakeoverLimit;
import org.holdfast.model.ownership.TakeoverMode;
import org.holdfast.model.ownership.TakeoverRule;
import org.holdfast.model.ownership.TimeWindow;

/** The table {@code [service.failover]}. */
final class FailoverReader {

    private FailoverReader() {}

    static FailoverPolicy failover(Table table) throws BadValue {
        return new FailoverPolicy(
                table.text("home", "\"alpha\"", NodeId::new),
                hosts(table),
                table.text("continuity", "\"replay\"", t -> Units.constant(ContinuityMode.class, t)),
                table.text("comparison", "\"length-only\"", t -> Units.constant(OutputComparison.class, t)),
                takeover(table),
                giveBack(table),
                table.has("apart-from") ? table.texts("apart-from", "\"db\"", t -> t) : List.of(),
                table.text("detection", "\"fast\"", DetectionProfile::parse, DetectionProfile.DEFAULT));
    }

    private static List<FailoverHost> hosts(Table table) throws BadValue {
        List<NodeId> nodes = table.texts("hosts", "\"beta\"", NodeId::new);
        return table.has("weights")
                ? table.table("weights").make(weights -> weighted(nodes, weights))
                : weighted(nodes, null);
    }

    private static List<FailoverHost> weighted(List<NodeId> nodes, Table weights) throws BadValue {
        List<FailoverHost> hosts = new ArrayList<>();
        for (NodeId node : nodes) {
            int weight = weights == null
                    ? FailoverHost.DEFAULT_WEIGHT
                    : weights.number(node.name(), FailoverHost.DEFAULT_WEIGHT);
            hosts.add(new FailoverHost(node, weight));
        }
        return hosts;
    }

    private static TakeoverRule takeover(Table table) throws BadValue {
        TakeoverMode mode = mode(table);
        if (mode != TakeoverMode.CONFIRMED && table.has("confirm-within")) {
            throw new BadValue(
                    table.place("confirm-within"), "means nothing unless takeover = \"confirmed\"; remove it");
        }
        Duration within =
                table.text("confirm-within", "\"5min\"", Units::duration, TakeoverRule.DEFAULT_CONFIRM_WITHIN);
        return new TakeoverRule(mode, within, limit(table));
    }

    /** Older files say {@code automatic}. */
    private static TakeoverMode mode(Table table) throws BadValue {
        if (!table.has("automatic")) {
            return table.text("takeover", "\"automatic\"", t -> Units.constant(TakeoverMode.class, t));
        }
        if (table.has("takeover")) {
            throw new BadValue(table.place("automatic"), "says what takeover says; remove it");
        }
        return table.yesOrNo("automatic") ? TakeoverMode.AUTOMATIC : TakeoverMode.MANUAL;
    }

    private static TakeoverLimit limit(Table table) throws BadValue {
        if (!table.has("limit") && table.has("limit-period")) {
            throw new BadValue(table.place("limit-period"), "means nothing without limit; add limit = 3");
        }
        return new TakeoverLimit(
                table.number("limit", TakeoverLimit.NONE.takeovers()),
                table.text("limit-period", "\"1h\"", Units::duration, TakeoverLimit.NONE.period()));
    }

    private static GiveBackRule giveBack(Table table) throws BadValue {
        GiveBackMode mode = table.text("give-back", "\"regain\"", t -> Units.constant(GiveBackMode.class, t));
        List<TimeWindow> windows = table.has("give-back-windows")
                ? table.texts("give-back-windows", "\"Mon-Fri 02:00-04:00 Europe/Berlin\"", TimeWindow::parse)
                : List.of();
        return new GiveBackRule(
                mode, windows, table.text("hold-down", "\"10min\"", Units::duration, GiveBackRule.DEFAULT_HOLD_DOWN));
    }
}
