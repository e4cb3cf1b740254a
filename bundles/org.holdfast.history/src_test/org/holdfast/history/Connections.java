package org.holdfast.history;

import static org.holdfast.history.Incidents.AT;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.holdfast.model.history.CaptureSample;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Traffic;
import org.holdfast.model.tcp.Verdict;

/** Connections as a cache would summarise them. */
final class Connections {

    private static final Verdict.Reason[] COMMON = {
        Verdict.Reason.SURVIVES, Verdict.Reason.SURVIVES, Verdict.Reason.SURVIVES, Verdict.Reason.OPAQUE
    };

    private Connections() {}

    static ConnectionSummary of(long id, Instant first, Instant last) {
        return of(id, "203.0.113." + id % 250, "web", Verdict.SURVIVES, first, last);
    }

    static ConnectionSummary of(long id, String remote, String service, Verdict verdict, Instant first, Instant last) {
        return new ConnectionSummary(
                id,
                new FourTuple(
                        new Endpoint(InetAddress.ofLiteral(remote), 1024 + (int) (id % 60_000)),
                        new Endpoint(InetAddress.ofLiteral("10.0.0.5"), 80)),
                service,
                TcpState.CLOSED,
                verdict,
                first,
                last,
                new Traffic(10 + id, 2_000, 5, 1_995, 1_995),
                new Traffic(12, 40_000 + id, 0, 40_000, 40_000),
                id % 7 == 0 ? -1 : 850);
    }

    /** As many as wanted, one a second on average; most are short, a few lived for days. */
    static ConnectionSummary random(Random random, long id) {
        Instant last = AT.plusSeconds(id).plusNanos(1_000L * random.nextInt(1_000_000));
        Duration lasted = Duration.ofMillis((long) Math.exp(random.nextDouble() * (random.nextInt(50) == 0 ? 20 : 8)));
        String remote = "203.0." + random.nextInt(20) + "." + random.nextInt(250);
        Verdict.Reason reason = random.nextInt(500) == 0 ? Verdict.Reason.GAP : COMMON[random.nextInt(COMMON.length)];
        return of(id, remote, "s" + random.nextInt(4), new Verdict(reason, ""), last.minus(lasted), last);
    }

    static CaptureSample sample(Instant from) {
        return new CaptureSample(Facts.CACHE, "mirror0", from, from.plusSeconds(10), 1_000, 900_000, 3, 2, 1, 0);
    }
}
