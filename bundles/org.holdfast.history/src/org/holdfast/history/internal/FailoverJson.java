package org.holdfast.history.internal;

import static org.holdfast.history.internal.JsonFields.all;
import static org.holdfast.history.internal.JsonFields.field;
import static org.holdfast.history.internal.JsonFields.putAll;
import static org.holdfast.history.internal.JsonFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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

/** A failover policy within a service's JSON. A definition without weights was stored when policies had no more rules. */
final class FailoverJson {

    private FailoverJson() {}

    static void write(FailoverPolicy policy, ObjectNode json) {
        json.put("home", policy.home().name());
        putAll(json, "failoverHosts", policy.failoverHosts(), NodeId::name);
        putAll(json, "weights", policy.hosts(), host -> Integer.toString(host.weight()));
        json.put("continuity", policy.continuity().name());
        json.put("comparison", policy.comparison().name());
        json.put("giveBack", policy.giveBack().name());
        putAll(json, "giveBackWindows", policy.giveBackRule().windows(), TimeWindow::toString);
        json.put("holdDown", policy.giveBackRule().holdDown().toString());
        json.put("automatic", policy.automatic());
        json.put("takeover", policy.takeover().mode().name());
        json.put("confirmWithin", policy.takeover().confirmWithin().toString());
        json.put("limit", policy.takeover().limit().takeovers());
        json.put("limitPeriod", policy.takeover().limit().period().toString());
        putAll(json, "apartFrom", policy.apartFrom(), Function.identity());
        json.put("detection", policy.detection().toString());
    }

    static FailoverPolicy read(JsonNode json) {
        NodeId home = new NodeId(text(json, "home"));
        List<NodeId> nodes = all(json, "failoverHosts", NodeId::new);
        ContinuityMode continuity = ContinuityMode.valueOf(text(json, "continuity"));
        OutputComparison comparison = OutputComparison.valueOf(text(json, "comparison"));
        GiveBackMode giveBack = GiveBackMode.valueOf(text(json, "giveBack"));
        if (!json.has("weights")) {
            boolean automatic = field(json, "automatic").booleanValue();
            return new FailoverPolicy(home, nodes, continuity, comparison, giveBack, automatic);
        }
        List<Integer> weights = all(json, "weights", Integer::valueOf);
        List<FailoverHost> hosts = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            hosts.add(new FailoverHost(nodes.get(i), weights.get(i)));
        }
        TakeoverLimit limit =
                new TakeoverLimit(field(json, "limit").intValue(), Duration.parse(text(json, "limitPeriod")));
        return new FailoverPolicy(
                home,
                hosts,
                continuity,
                comparison,
                new TakeoverRule(
                        TakeoverMode.valueOf(text(json, "takeover")),
                        Duration.parse(text(json, "confirmWithin")),
                        limit),
                new GiveBackRule(
                        giveBack,
                        all(json, "giveBackWindows", TimeWindow::parse),
                        Duration.parse(text(json, "holdDown"))),
                all(json, "apartFrom", Function.identity()),
                DetectionProfile.parse(text(json, "detection")));
    }
}
