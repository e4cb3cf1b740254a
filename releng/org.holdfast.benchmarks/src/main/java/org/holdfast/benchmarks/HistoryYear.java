package org.holdfast.benchmarks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.holdfast.history.History;
import org.holdfast.model.history.AuditEntry;
import org.holdfast.model.history.IncidentEvent;
import org.holdfast.model.history.OwnershipChange;
import org.holdfast.model.history.PolicyVersion;
import org.holdfast.model.history.Severity;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Traffic;
import org.holdfast.model.tcp.Verdict;

/** A made-up year of a cluster with 30 services; the same one every time. For one thread. */
final class HistoryYear {

    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    static final Duration LENGTH = Duration.ofDays(365);
    static final NodeId CACHE = new NodeId("cache-1");

    private static final Endpoint SERVICE = Endpoint.parse("10.0.0.5:80");

    private final Random random = new Random(1);
    private final long nanosApart;

    /** @param connections how many end in it */
    HistoryYear(long connections) {
        this.nanosApart = LENGTH.toNanos() / connections;
    }

    /** When a connection ended. */
    Instant end(long id) {
        return BEGIN.plusNanos(id * nanosApart);
    }

    /** The next connection. Most are short, one in fifty lasts up to days; of 100,000 one has a gap. */
    ConnectionSummary connection(long id) {
        double exponent = random.nextInt(50) == 0 ? 20 : 9;
        Duration lasted = Duration.ofMillis((long) Math.exp(random.nextDouble() * exponent));
        byte[] remote = {(byte) 203, (byte) random.nextInt(4), (byte) random.nextInt(256), (byte) random.nextInt(256)};
        return new ConnectionSummary(
                id,
                new FourTuple(new Endpoint(address(remote), 1024 + random.nextInt(60_000)), SERVICE),
                "s" + random.nextInt(30),
                TcpState.CLOSED,
                verdict(id),
                end(id).minus(lasted),
                end(id),
                new Traffic(10, 2_000, 0, 2_000, 2_000),
                new Traffic(30, random.nextInt(100_000), 0, 40_000, 40_000),
                850);
    }

    private Verdict verdict(long id) {
        if (random.nextInt(100_000) == 0) {
            return new Verdict(Verdict.Reason.GAP, "bytes " + id + " to " + (id + 1_460) + " were never captured");
        }
        return random.nextInt(4) == 0 ? new Verdict(Verdict.Reason.OPAQUE, "TLS") : Verdict.SURVIVES;
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An administrator's action. */
    static AuditEntry audit(Instant at) {
        return new AuditEntry(
                UUID.randomUUID(),
                at,
                "ada",
                "operator",
                "192.0.2.7",
                "migrate",
                "s7",
                AuditEntry.Result.DONE,
                "",
                "holdfast migrate s7 --to beta");
    }

    /** Every day an action, a version of the policies, an incident and a change of owner. */
    static void recordDays(History history) {
        for (int day = 0; day < LENGTH.toDays(); day++) {
            Instant at = BEGIN.plus(Duration.ofDays(day));
            String service = "s" + day % 30;
            history.record(audit(at));
            history.record(new PolicyVersion(UUID.randomUUID(), at, day + 1, "ada", "changed", List.of()));
            history.record(new IncidentEvent(
                    UUID.randomUUID(),
                    at,
                    IncidentEvent.Source.WATCH,
                    IncidentEvent.Kind.GAP,
                    Severity.WARNING,
                    service,
                    Optional.empty(),
                    "bytes were acknowledged but never captured",
                    List.of(),
                    Optional.empty()));
            history.record(new OwnershipChange(
                    UUID.randomUUID(),
                    at,
                    service,
                    List.of(SERVICE.address()),
                    new NodeId(day / 30 % 2 == 0 ? "alpha" : "beta"),
                    day + 1,
                    "moved",
                    "ada"));
        }
    }
}
