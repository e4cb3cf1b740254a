package org.holdfast.node.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.cluster.Member;
import org.holdfast.model.cluster.MemberState;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.PortRange;
import org.holdfast.model.ownership.Application;
import org.holdfast.model.ownership.ArpPolicy;
import org.holdfast.model.ownership.ContinuityMode;
import org.holdfast.model.ownership.FailoverPolicy;
import org.holdfast.model.ownership.GiveBackMode;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.OutputComparison;
import org.holdfast.model.ownership.Protocol;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.Trigger;
import org.holdfast.policy.Past;
import org.junit.jupiter.api.Test;

class RecollectionTest {

    private static final NodeId ALPHA = new NodeId("alpha");
    private static final NodeId BETA = new NodeId("beta");
    private static final Instant AT = Instant.parse("2026-02-01T10:42:07Z");

    @Test
    void remembersSinceWhenAMemberIsHeardWithoutABreak() {
        Recollection recollection = new Recollection(List.of());

        recollection.at(view(MemberState.ALIVE), AT);
        Past later = recollection.at(view(MemberState.ALIVE), AT.plusSeconds(10));
        Past gone = recollection.at(view(MemberState.SUSPECTED), AT.plusSeconds(11));
        Past back = recollection.at(view(MemberState.ALIVE), AT.plusSeconds(12));

        assertEquals(Map.of(ALPHA, AT), later.aliveSince());
        assertEquals(Map.of(), gone.aliveSince());
        assertEquals(Map.of(ALPHA, AT.plusSeconds(12)), back.aliveSince());
    }

    @Test
    void remembersTakeoversOfTheHistoryAndItsOwn() {
        Recollection recollection = new Recollection(List.of(incident(plan(Trigger.HOST_FAILURE, AT))));

        recollection.started(plan(Trigger.GIVE_BACK, AT.plusSeconds(10)));
        recollection.started(plan(Trigger.HOST_FAILURE, AT.plusSeconds(20)));

        assertEquals(
                List.of(new Past.Takeover("web", AT), new Past.Takeover("web", AT.plusSeconds(20))),
                recollection.at(view(MemberState.ALIVE), AT).takeovers());
    }

    @Test
    void forgetsWhatNoPolicyCanAskFor() {
        Recollection recollection = new Recollection(List.of(incident(plan(Trigger.HOST_FAILURE, AT))));
        Instant later = AT.plus(Duration.ofDays(31)).plusSeconds(1);

        recollection.started(plan(Trigger.HOST_FAILURE, later));

        assertEquals(
                List.of(new Past.Takeover("web", later)),
                recollection.at(view(MemberState.ALIVE), later).takeovers());
    }

    private static ClusterView view(MemberState ofAlpha) {
        Member alpha = new Member(ALPHA, ofAlpha, List.of(), Duration.ZERO, Optional.empty(), true);
        return new ClusterView(BETA, AT, List.of(alpha));
    }

    private static Incident incident(Plan plan) {
        return new Incident(1, plan.madeAt(), Optional.empty(), Incident.State.RUNNING, plan, List.of(), List.of());
    }

    private static Plan plan(Trigger trigger, Instant madeAt) {
        Service web = new Service(
                "web",
                List.of(InetAddress.ofLiteral("10.77.0.100")),
                List.of(new PortRange(80, 80)),
                Protocol.TCP,
                new Application("nginx", List.of(), Endpoint.parse("127.0.0.1:80")),
                new FailoverPolicy(
                        ALPHA, List.of(BETA), ContinuityMode.REPLAY, OutputComparison.EXACT, GiveBackMode.REGAIN, true),
                ArpPolicy.GRATUITOUS);
        return new Plan(new UUID(0, 1), madeAt, trigger, List.of(), web, ALPHA, BETA, 2, List.of());
    }
}
