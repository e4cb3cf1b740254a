package org.holdfast.policy;

import static org.holdfast.policy.Policies.service;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.holdfast.model.ownership.GiveBackMode;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.TakeoverMode;
import org.holdfast.model.policy.HostCapacity;
import org.holdfast.model.policy.Maintenance;
import org.holdfast.model.policy.PolicyCheck;
import org.holdfast.model.policy.PolicyProblem;
import org.holdfast.model.policy.PolicySet;
import org.junit.jupiter.api.Test;

class PolicyCheckTest {

    private static final Instant NOW = Instant.parse("2026-01-01T10:42:07Z");
    private static final List<NodeId> MEMBERS =
            Stream.of("alpha", "beta", "gamma", "cache").map(NodeId::new).toList();
    private static final Policies WEB = service("web", "10.77.0.100", "80", "alpha", "beta", "gamma");
    private static final Policies MAIL = service("mail", "10.77.0.101", "25", "beta", "alpha");

    @Test
    void findsNothingWrongWithWhatCanBeMeant() {
        assertEquals(List.of(), problems(set(WEB, MAIL.apart("web"))));
    }

    @Test
    void findsUnknownHosts() {
        assertEquals(
                List.of(
                        "ERROR service[0].failover.home: names delta, which is no member; add a [[member]] or correct the"
                                + " name",
                        "ERROR service[0].failover.hosts[1]: names omega, which is no member; add a [[member]] or correct"
                                + " the name"),
                problems(set(service("web", "10.77.0.100", "80", "delta", "beta", "omega"))));
    }

    @Test
    void findsThatNoFailoverHostIsLeft() {
        assertEquals(
                List.of("ERROR service[0].failover.hosts: is empty; name at least one host that may take over"),
                problems(set(service("web", "10.77.0.100", "80", "alpha"))));
        assertEquals(
                List.of(
                        "WARNING service[0].failover.weights: every failover host has weight 0, so that nobody takes over by"
                                + " itself"),
                problems(set(WEB.weights(0))));
    }

    @Test
    void findsTwoServicesOfOneName() {
        assertEquals(
                List.of("ERROR service[1].name: two services are called 'web'; rename one"),
                problems(set(WEB, service("web", "10.77.0.101", "80", "alpha", "beta"))));
    }

    @Test
    void findsEndpointsOfTwoServices() {
        Policies web = service("web", "10.77.0.100", "80,8000-8099", "alpha", "beta");
        Policies admin = service("admin", "10.77.0.100", "443,8099-9000", "alpha", "beta");

        assertEquals(
                List.of(
                        "ERROR service[1].ports[1]: services 'web' and 'admin' both have 10.77.0.100 ports 8000-8099 and"
                                + " 8099-9000; give each endpoint to one service"),
                problems(set(web, admin)));
    }

    @Test
    void findsServicesOfOneAddressThatCouldGoToDifferentHosts() {
        String both = "'web' and 'tls' both have 10.77.0.100, which is at one host at a time; ";

        assertEquals(
                List.of("ERROR service[1].failover.hosts: " + both
                        + "give them the same failover hosts, order and weights"),
                problems(set(WEB, service("tls", "10.77.0.100", "443", "alpha", "gamma", "beta"))));
        assertEquals(
                List.of(
                        "ERROR service[1].failover.home: " + both + "give them the same home",
                        "ERROR service[1].failover.hosts: " + both
                                + "give them the same failover hosts, order and weights"),
                problems(set(WEB, service("tls", "10.77.0.100", "443", "beta", "alpha", "gamma"))));
        Policies tls = service("tls", "10.77.0.100", "443", "alpha", "beta", "gamma");
        assertEquals(List.of(), problems(set(WEB, tls)));
        assertEquals(
                List.of("ERROR service[1].failover.takeover: " + both + "give them the same rule of takeover"),
                problems(set(WEB, tls.takeover(TakeoverMode.MANUAL))));
        assertEquals(
                List.of("ERROR service[1].failover.give-back: " + both + "give them the same rule of give-back"),
                problems(set(WEB, tls.giveBack(GiveBackMode.DRAIN))));
    }

    @Test
    void findsServicesThatCannotBeKeptApart() {
        assertEquals(
                List.of(
                        "ERROR service[0].failover.apart-from[0]: a service can't be kept apart from itself; remove it"),
                problems(set(WEB.apart("web"))));
        assertEquals(
                List.of(
                        "ERROR service[0].failover.apart-from[0]: there is no service 'db'; correct the name or remove it"),
                problems(set(WEB.apart("db"))));
        assertEquals(
                List.of(
                        "ERROR service[1].failover.apart-from[0]: 'log' and 'web' are both at home on alpha; give one another"
                                + " home"),
                problems(set(
                        WEB,
                        service("log", "10.77.0.102", "514", "alpha", "beta").apart("web"))));
        Policies tls =
                service("tls", "10.77.0.100", "443", "alpha", "beta", "gamma").apart("web");
        assertEquals(
                "ERROR service[1].failover.apart-from: 'web' and 'tls' both have 10.77.0.100, which is at one host at a time;"
                        + " they can't be kept apart",
                problems(set(WEB, tls)).getLast());
    }

    @Test
    void findsAnApplicationThatWouldBeFedItsOwnOutput() {
        String loop =
                "10.77.0.100:80 belongs to service 'web' and moves with it, so that replayed bytes would loop; name an"
                        + " endpoint that stays with the host";

        assertEquals(
                List.of("ERROR service[0].application.local: " + loop), problems(set(WEB.local("10.77.0.100:80"))));
        assertEquals(
                List.of("ERROR service[1].application.local: " + loop),
                problems(set(WEB, MAIL.local("10.77.0.100:80"))));
    }

    @Test
    void findsCapacitiesThatCannotHold() {
        PolicySet policies = new PolicySet(
                List.of(
                        WEB.build(),
                        service("log", "10.77.0.102", "514", "alpha", "beta").build()),
                List.of(
                        new HostCapacity(new NodeId("alpha"), 1, 10),
                        new HostCapacity(new NodeId("omega"), 1, 10),
                        new HostCapacity(new NodeId("alpha"), 2, 10)),
                List.of());

        assertEquals(
                List.of(
                        "ERROR host[0].services: 2 services are at home on alpha, which holds at most 1; raise it or give"
                                + " one another home",
                        "ERROR host[1].node: names omega, which is no member; add a [[member]] or correct the name",
                        "ERROR host[2].node: host alpha is named twice; remove one"),
                problems(policies));
    }

    @Test
    void findsMaintenanceThatMeansNothing() {
        Instant later = NOW.plusSeconds(60);
        PolicySet policies = new PolicySet(
                List.of(WEB.build(), MAIL.build()),
                List.of(),
                List.of(
                        new Maintenance(Maintenance.Subject.HOST, "omega", "new disk", "ann", later),
                        new Maintenance(Maintenance.Subject.SERVICE, "beta", "new disk", "ann", later),
                        new Maintenance(Maintenance.Subject.SERVICE, "web", "new release", "ann", NOW),
                        new Maintenance(Maintenance.Subject.HOST, "alpha", "new disk", "ann", later)));

        assertEquals(
                List.of(
                        "ERROR maintenance[0].host: names omega, which is no member; add a [[member]] or correct the name",
                        "ERROR maintenance[1].service: there is no service 'beta'; correct the name or remove it",
                        "WARNING maintenance[2].until: it ended at 2026-01-01T10:42:07Z; remove it",
                        "WARNING service[1].failover.hosts: every failover host of 'mail' is in maintenance, so that nobody"
                                + " takes over"),
                problems(policies));
    }

    @Test
    void errorsLeaveWarningsOut() {
        assertEquals(List.of(), PolicyCheck.errors(set(WEB.weights(0)), MEMBERS));
    }

    private static PolicySet set(Policies... services) {
        return PolicySet.of(Stream.of(services).map(Policies::build).toList());
    }

    private static List<String> problems(PolicySet policies) {
        return PolicyCheck.problems(policies, MEMBERS, NOW).stream()
                .map((PolicyProblem problem) -> problem.severity() + " " + problem)
                .toList();
    }
}
