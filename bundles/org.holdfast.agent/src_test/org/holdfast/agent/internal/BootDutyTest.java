package org.holdfast.agent.internal;

import static org.holdfast.agent.internal.Web.ALPHA;
import static org.holdfast.agent.internal.Web.BETA;
import static org.holdfast.agent.internal.Web.SERVICE;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.cluster.Member;
import org.holdfast.model.cluster.MemberState;
import org.holdfast.model.net.MacAddress;
import org.holdfast.model.ownership.Announcement;
import org.holdfast.model.ownership.FailoverHost;
import org.holdfast.model.ownership.FailoverPolicy;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Ownership;
import org.holdfast.model.ownership.Role;
import org.holdfast.model.ownership.Service;
import org.junit.jupiter.api.Test;

class BootDutyTest {

    private static final Instant NOW = Instant.parse("2026-01-01T10:00:30Z");
    private static final Instant LONG_AGO = NOW.minus(BootDuty.PATIENCE);
    private static final NodeId CACHE = new NodeId("cache");

    @Test
    void homeTakesWhatNobodyOwns() {
        assertTrue(BootDuty.mayTake(view(ALPHA, standby(ALPHA), standby(BETA), cache()), SERVICE, NOW, false));
    }

    @Test
    void aReturningHomeTakesNothingFromALivingOwner() {
        assertFalse(BootDuty.mayTake(view(ALPHA, standby(ALPHA), owner(BETA), cache()), SERVICE, LONG_AGO, false));
    }

    @Test
    void nobodyTakesAnythingWithoutAMajority() {
        assertFalse(
                BootDuty.mayTake(view(ALPHA, standby(ALPHA), silent(BETA), silent(CACHE)), SERVICE, LONG_AGO, false));
    }

    @Test
    void aFailoverHostWithoutWeightTakesNothingByItself() {
        FailoverPolicy policy = SERVICE.failover();
        FailoverPolicy weightless = new FailoverPolicy(
                policy.home(),
                List.of(new FailoverHost(BETA, 0)),
                policy.continuity(),
                policy.comparison(),
                policy.takeover(),
                policy.giveBackRule(),
                policy.apartFrom(),
                policy.detection());
        Service service = new Service(
                SERVICE.name(),
                SERVICE.addresses(),
                SERVICE.ports(),
                SERVICE.protocol(),
                SERVICE.application(),
                weightless,
                SERVICE.arp());
        ClusterView homeIsAway = view(BETA, silent(ALPHA), standby(BETA), cache());

        assertTrue(BootDuty.mayTake(homeIsAway, SERVICE, LONG_AGO, false));
        assertFalse(BootDuty.mayTake(homeIsAway, service, LONG_AGO, false));
    }

    @Test
    void waitsForTheAnnouncementOfEveryLivingMember() {
        Member unheard = new Member(BETA, MemberState.ALIVE, List.of(), Duration.ZERO, Optional.empty(), false);

        assertFalse(BootDuty.mayTake(view(ALPHA, standby(ALPHA), unheard, cache()), SERVICE, LONG_AGO, false));
    }

    @Test
    void aFailoverHostWaitsForTheHomeHost() {
        ClusterView homeIsHere = view(BETA, standby(ALPHA), standby(BETA), cache());
        ClusterView homeIsAway = view(BETA, silent(ALPHA), standby(BETA), cache());

        assertFalse(BootDuty.mayTake(homeIsHere, SERVICE, LONG_AGO, false));
        assertFalse(BootDuty.mayTake(homeIsAway, SERVICE, LONG_AGO.plusMillis(1), false));
        assertTrue(BootDuty.mayTake(homeIsAway, SERVICE, LONG_AGO, false));
    }

    @Test
    void homeKeepsItsHandsOffWhileAPlanMayBeUnderWay() {
        ClusterView between = view(ALPHA, standby(ALPHA), standby(BETA), cache());

        assertFalse(BootDuty.mayTake(between, SERVICE, LONG_AGO, true));
        assertTrue(BootDuty.mayTake(between, SERVICE, NOW.minus(BootDuty.PLAN_PATIENCE), true));
    }

    private static ClusterView view(NodeId self, Member... members) {
        return new ClusterView(self, NOW, List.of(members));
    }

    private static Member standby(NodeId node) {
        return host(node, Role.STANDBY);
    }

    private static Member owner(NodeId node) {
        return host(node, Role.OWNER);
    }

    private static Member host(NodeId node, Role role) {
        Ownership ownership = Ownership.of(node, SERVICE, role, 1, true, new MacAddress(1));
        return member(node, Announcement.Kind.HOST, List.of(ownership));
    }

    private static Member cache() {
        return member(CACHE, Announcement.Kind.CACHE, List.of());
    }

    private static Member member(NodeId node, Announcement.Kind kind, List<Ownership> ownerships) {
        Announcement announcement = new Announcement(node, kind, 1, 1, NOW, List.of(), ownerships);
        return new Member(node, MemberState.ALIVE, List.of(), Duration.ZERO, Optional.of(announcement), true);
    }

    private static Member silent(NodeId node) {
        return new Member(node, MemberState.UNKNOWN, List.of(), Duration.ofSeconds(-1), Optional.empty(), false);
    }
}
