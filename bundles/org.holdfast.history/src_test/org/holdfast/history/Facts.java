package org.holdfast.history;

import static org.holdfast.history.Incidents.ALPHA;
import static org.holdfast.history.Incidents.AT;
import static org.holdfast.history.Incidents.BETA;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.holdfast.model.history.AuditEntry;
import org.holdfast.model.history.ClockJump;
import org.holdfast.model.history.Detection;
import org.holdfast.model.history.HistoryFact;
import org.holdfast.model.history.IncidentEvent;
import org.holdfast.model.history.MemberEvent;
import org.holdfast.model.history.PacketSegment;
import org.holdfast.model.history.PlanRecord;
import org.holdfast.model.history.PolicyVersion;
import org.holdfast.model.history.Severity;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.plan.Trigger;

/** Facts as a cluster would leave them, with an ID each that follows from a number. */
final class Facts {

    static final NodeId CACHE = new NodeId("cache-1");

    private Facts() {}

    static UUID id(long number) {
        return new UUID(0x7000_0000_0000_0000L, number);
    }

    static AuditEntry audit(long number, Instant at) {
        return new AuditEntry(
                id(number),
                at,
                "ada",
                "operator",
                "192.0.2.7",
                "migrate",
                "web \"shop\" — Köln",
                AuditEntry.Result.REFUSED,
                "no failover host is alive\u0000; '--",
                "holdfast migrate 'web' --to beta");
    }

    static MemberEvent member(long number, Instant at) {
        return new MemberEvent(id(number), at, ALPHA, MemberEvent.Change.DIED, "2 of 3 voters", BETA);
    }

    static Detection detection(long number, Instant at) {
        return new Detection(
                id(number),
                at,
                ALPHA,
                Detection.Finding.FALSE_ALARM,
                Duration.ofNanos(250_000_001),
                List.of("silent for 250 ms", "the wire: \"quiet\""),
                CACHE,
                Optional.of(7L));
    }

    static PlanRecord plan(long number, Instant at) {
        return new PlanRecord(
                id(number),
                at,
                PlanRecord.Purpose.SIMULATION,
                Trigger.HOST_FAILURE,
                Incidents.service().name(),
                Optional.of(Incidents.rich().plan()),
                List.of(),
                "ada",
                Optional.empty());
    }

    static PlanRecord refusal(long number, Instant at) {
        return new PlanRecord(
                id(number),
                at,
                PlanRecord.Purpose.DRILL,
                Trigger.MIGRATION,
                "web",
                Optional.empty(),
                List.of("beta is dead", "gamma is unknown"),
                "",
                Optional.of(3L));
    }

    static PolicyVersion policy(long number, Instant at) {
        return new PolicyVersion(id(number), at, number, "ada", "add beta", List.of(Incidents.service()));
    }

    static ClockJump jump(long number, Instant at) {
        return new ClockJump(id(number), at, CACHE, Duration.ofSeconds(-3601).plusNanos(1));
    }

    static PacketSegment segment(long number, Instant first, Instant last) {
        return new PacketSegment(
                id(number), CACHE, number, "segment-" + number + ".pcapng", first, last, 64L << 20, 1_000_000);
    }

    static IncidentEvent event(long number, Instant at, String service, Severity severity) {
        return new IncidentEvent(
                id(number),
                at,
                IncidentEvent.Source.WATCH,
                IncidentEvent.Kind.TWO_CLAIMANTS,
                severity,
                service,
                Optional.empty(),
                "two hosts send from 10.0.0.5",
                List.of("02:00:00:00:00:01", "02:00:00:00:00:02"),
                Optional.empty());
    }

    /** Every kind of fact that has a table of its own. */
    static List<HistoryFact> all() {
        return List.of(
                audit(1, AT),
                member(2, AT),
                detection(3, AT),
                plan(4, AT),
                refusal(5, AT.plusSeconds(1)),
                policy(6, AT),
                jump(7, AT),
                segment(8, AT, AT.plusSeconds(5)));
    }
}
