package org.holdfast.report.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.IncidentConnection;
import org.holdfast.model.net.AddressText;
import org.holdfast.model.ownership.FailoverPolicy;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.plan.ConnectionOutcome.Fate;
import org.holdfast.model.plan.Plan;

/**
 * All that a report says about one incident, as texts in their final form.
 *
 * @param number of the incident
 * @param state {@code running}, {@code done}, {@code degraded} or {@code failed}
 * @param stateMeaning what that means
 * @param summary the incident in one sentence
 * @param figures the numbers to look at first
 * @param facts what happened, when, why
 * @param evidence what the decision stood on
 * @param planFacts what was planned
 * @param timeline the steps as a drawing
 * @param steps the steps
 * @param connections what became of each
 * @param change what divides before and after: {@code the failure} or {@code the change of owner}
 * @param generated when the report was made
 */
public record IncidentView(
        String number,
        String state,
        String stateMeaning,
        String summary,
        List<Figure> figures,
        List<Fact> facts,
        List<String> evidence,
        List<Fact> planFacts,
        Timeline timeline,
        List<StepView> steps,
        List<ConnectionView> connections,
        String change,
        Fact generated) {

    /** A number to look at first, and what it counts. */
    public record Figure(String value, String label, String note) {}

    /** A value with its label; the note is smaller and may be empty. */
    public record Fact(String label, String value, String note) {}

    public static IncidentView of(Incident incident, Instant now, ZoneId zone) {
        Plan plan = incident.plan();
        boolean running = incident.state() == Incident.State.RUNNING;
        List<ConnectionView> connections = ConnectionView.all(plan, incident.connections(), running);
        Summary summary = new Summary(incident, connections.size());
        return new IncidentView(
                Long.toString(incident.number()),
                incident.state().name().toLowerCase(Locale.ROOT),
                meaning(incident.state()),
                summary.sentence(),
                figures(incident, summary),
                facts(incident, zone),
                plan.evidence().stream().map(Format::text).toList(),
                planFacts(plan, zone),
                Timeline.of(incident),
                incident.steps().stream()
                        .map(step -> StepView.of(step, incident))
                        .toList(),
                connections,
                switch (plan.trigger()) {
                    case HOST_FAILURE -> "the failure";
                    case MIGRATION, GIVE_BACK -> "the change of owner";
                },
                time("Generated", now, zone));
    }

    private static String meaning(Incident.State state) {
        return switch (state) {
            case RUNNING -> "The plan is being carried out; this report is a snapshot.";
            case DONE -> "Every planned connection was continued or ended as planned.";
            case DEGRADED -> "The plan was carried out, but something was lost.";
            case FAILED -> "The plan could not be carried out.";
        };
    }

    private static List<Figure> figures(Incident incident, Summary summary) {
        long compared = sum(incident, c -> c.outcome().comparedBytes());
        long differing = sum(incident, c -> c.outcome().differingBytes());
        return List.of(
                new Figure(
                        Format.count(summary.count(Fate.CONTINUED)) + " of " + Format.count(summary.total()),
                        "connections continued",
                        ""),
                new Figure(
                        summary.longestStall().map(Format::duration).orElse("–"),
                        "longest stall",
                        "what a client waited, measured on the wire"),
                new Figure(
                        incident.closedAt()
                                .map(closed -> Format.duration(Duration.between(incident.openedAt(), closed)))
                                .orElse("–"),
                        "from opening to close",
                        ""),
                new Figure(
                        compared == 0 ? "–" : Format.count(differing),
                        "differing bytes",
                        compared == 0 ? "no output was compared" : "of " + Format.bytes(compared) + " compared"));
    }

    private static List<Fact> facts(Incident incident, ZoneId zone) {
        Plan plan = incident.plan();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Service", Format.text(plan.service().name()), addresses(plan.service())));
        facts.add(new Fact("Why", capital(plan.trigger().label()), ""));
        facts.add(new Fact("Owner until then", plan.from().name(), ""));
        facts.add(new Fact("Failover host", plan.to().name(), ""));
        facts.add(time("Opened", incident.openedAt(), zone));
        facts.add(incident.closedAt()
                .map(closed -> time("Closed", closed, zone))
                .orElse(new Fact("Closed", "not yet", "")));
        return List.copyOf(facts);
    }

    private static List<Fact> planFacts(Plan plan, ZoneId zone) {
        Service service = plan.service();
        FailoverPolicy policy = service.failover();
        String hosts = policy.failoverHosts().stream().map(Object::toString).collect(Collectors.joining(", "));
        return List.of(
                new Fact("Move", plan.from() + " → " + plan.to(), "epoch " + plan.epoch()),
                time("Made", plan.madeAt(), zone),
                new Fact("Identifier", plan.id().toString(), ""),
                new Fact(
                        "Application",
                        Format.text(service.application().name()),
                        Format.text(String.join(" ", service.application().command()))),
                new Fact(
                        "Policy",
                        "home " + policy.home() + ", failover " + (hosts.isEmpty() ? "none" : hosts),
                        policy.automatic() ? "automatic" : "on an administrator's word"),
                new Fact(
                        "Continuity",
                        words(policy.continuity()) + ", output compared: " + words(policy.comparison()),
                        "give-back: " + words(policy.giveBack())));
    }

    private static String addresses(Service service) {
        return service.addresses().stream().map(AddressText::of).collect(Collectors.joining(", "))
                + ", TCP "
                + service.ports().stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private static Fact time(String label, Instant time, ZoneId zone) {
        String local = Format.local(time, zone);
        String utc = Format.utc(time);
        return new Fact(label, local, local.equals(utc) ? "" : utc);
    }

    private static long sum(Incident incident, ToLongFunction<IncidentConnection> bytes) {
        return incident.connections().stream().mapToLong(bytes).sum();
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
