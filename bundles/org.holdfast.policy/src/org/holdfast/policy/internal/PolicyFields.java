package org.holdfast.policy.internal;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.holdfast.model.ownership.FailoverPolicy;
import org.holdfast.model.ownership.GiveBackRule;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.ownership.TakeoverMode;
import org.holdfast.model.ownership.TakeoverRule;
import org.holdfast.model.policy.HostCapacity;
import org.holdfast.model.policy.Maintenance;
import org.holdfast.model.policy.PolicySet;

/** A policy set as names of fields and their values, for people. What says nothing has no field. */
public final class PolicyFields {

    private final Map<String, String> fields = new LinkedHashMap<>();

    private PolicyFields() {}

    /** All fields, in the order of the set. */
    public static Map<String, String> of(PolicySet policies) {
        PolicyFields fields = new PolicyFields();
        policies.services().forEach(fields::service);
        policies.capacities().forEach(fields::capacity);
        policies.maintenances().forEach(fields::maintenance);
        return fields.fields;
    }

    private void service(Service service) {
        String of = "service " + service.name() + ": ";
        put(of + "addresses", addresses(service.addresses()));
        put(of + "ports", joined(service.ports()));
        put(of + "protocol", word(service.protocol()));
        put(of + "arp", word(service.arp()));
        put(of + "application", service.application().name());
        put(of + "command", String.join(" ", service.application().command()));
        put(of + "local", service.application().local().toString());
        failover(of, service.failover());
    }

    private void failover(String of, FailoverPolicy failover) {
        put(of + "home", failover.home().name());
        put(of + "failover hosts", joined(failover.hosts()));
        put(of + "continuity", word(failover.continuity()));
        put(of + "comparison", word(failover.comparison()));
        takeover(of, failover.takeover());
        giveBack(of, failover.giveBackRule());
        put(of + "apart from", String.join(", ", failover.apartFrom()));
        put(of + "detection", failover.detection().toString());
    }

    private void takeover(String of, TakeoverRule rule) {
        put(of + "takeover", word(rule.mode()));
        put(of + "confirm within", rule.mode() == TakeoverMode.CONFIRMED ? Sentences.span(rule.confirmWithin()) : "");
        put(
                of + "limit",
                rule.limit().takeovers() == 0
                        ? ""
                        : rule.limit().takeovers() + " within "
                                + Sentences.span(rule.limit().period()));
    }

    private void giveBack(String of, GiveBackRule rule) {
        put(of + "give-back", word(rule.mode()));
        put(of + "windows", joined(rule.windows()));
        put(of + "hold-down", Sentences.span(rule.holdDown()));
    }

    private void capacity(HostCapacity capacity) {
        String of = "host " + capacity.host() + ": ";
        put(
                of + "services",
                capacity.services() == HostCapacity.ANY_SERVICES ? "" : Integer.toString(capacity.services()));
        put(
                of + "connections",
                capacity.connections() == HostCapacity.ANY_CONNECTIONS ? "" : Long.toString(capacity.connections()));
    }

    private void maintenance(Maintenance maintenance) {
        put(
                "maintenance of " + word(maintenance.subject()) + " " + maintenance.name(),
                "until " + Sentences.time(maintenance.until()) + " (" + maintenance.reason() + ", "
                        + maintenance.author() + ")");
    }

    private void put(String field, String value) {
        if (!value.isEmpty()) {
            fields.put(field, value);
        }
    }

    private static String addresses(List<InetAddress> addresses) {
        return addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
    }

    private static String joined(List<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
