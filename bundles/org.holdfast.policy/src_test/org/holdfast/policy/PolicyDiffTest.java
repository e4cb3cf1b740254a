package org.holdfast.policy;

import static org.holdfast.policy.Policies.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.holdfast.model.ownership.GiveBackMode;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.TakeoverMode;
import org.holdfast.model.policy.HostCapacity;
import org.holdfast.model.policy.Maintenance;
import org.holdfast.model.policy.PolicySet;
import org.junit.jupiter.api.Test;

class PolicyDiffTest {

    private static final Policies WEB = service("web", "10.77.0.100", "80", "alpha", "beta", "gamma");
    private static final Policies MAIL = service("mail", "10.77.0.101", "25", "beta", "alpha");

    @Test
    void equalSetsDoNotDiffer() {
        assertEquals(List.of(), diff(set(WEB, MAIL), set(WEB, MAIL)));
    }

    @Test
    void namesEachFieldWithBothValues() {
        Policies changed = WEB.weights(50)
                .giveBack(GiveBackMode.DRAIN)
                .takeover(TakeoverMode.CONFIRMED)
                .apart("mail");

        assertEquals(
                List.of(
                        "service web: failover hosts: beta, gamma → beta (weight 50), gamma (weight 50)",
                        "service web: takeover: automatic → confirmed",
                        "service web: give-back: regain → drain",
                        "service web: confirm within: (nothing) → 5 min",
                        "service web: apart from: (nothing) → mail"),
                diff(set(WEB, MAIL), set(changed, MAIL)));
    }

    @Test
    void theOrderOfServicesIsNoDifference() {
        assertEquals(List.of(), diff(set(WEB, MAIL), set(MAIL, WEB)));
    }

    @Test
    void theOrderOfHostsIs() {
        assertEquals(
                List.of("service web: failover hosts: beta, gamma → gamma, beta"),
                diff(set(WEB), set(service("web", "10.77.0.100", "80", "alpha", "gamma", "beta"))));
    }

    @Test
    void aNewServiceIsAllThatItSays() {
        List<String> changes = diff(set(WEB), set(WEB, MAIL));

        assertEquals("service mail: addresses: (nothing) → 10.77.0.101", changes.getFirst());
        assertTrue(changes.contains("service mail: home: (nothing) → beta"), changes.toString());
        assertTrue(changes.stream().allMatch(change -> change.startsWith("service mail: ")), changes.toString());
    }

    @Test
    void aServiceThatIsGoneIsAllThatItSaid() {
        assertTrue(diff(set(WEB, MAIL), set(WEB)).contains("service mail: home: beta → (nothing)"));
    }

    @Test
    void capacitiesAndMaintenanceAreNamedByHost() {
        PolicySet changed = new PolicySet(
                set(WEB).services(),
                List.of(new HostCapacity(new NodeId("beta"), 2, HostCapacity.ANY_CONNECTIONS)),
                List.of(new Maintenance(
                        Maintenance.Subject.HOST, "beta", "new memory", "ann", Instant.parse("2026-01-01T12:00:00Z"))));

        assertEquals(
                List.of(
                        "host beta: services: (nothing) → 2",
                        "maintenance of host beta: (nothing) → until 2026-01-01T12:00:00Z (new memory, ann)"),
                diff(set(WEB), changed));
    }

    private static PolicySet set(Policies... services) {
        return PolicySet.of(Stream.of(services).map(Policies::build).toList());
    }

    private static List<String> diff(PolicySet before, PolicySet after) {
        return PolicyDiff.between(before, after).stream()
                .map(PolicyChange::toString)
                .toList();
    }
}
