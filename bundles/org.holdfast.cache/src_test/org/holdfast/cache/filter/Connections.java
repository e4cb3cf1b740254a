package org.holdfast.cache.filter;

import java.time.Duration;
import java.time.Instant;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Traffic;
import org.holdfast.model.tcp.Verdict;

/** Connections to filter; each names what is unusual. */
final class Connections {

    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private String client = "203.0.113.7:51234";
    private String server = "10.0.0.5:80";
    private String service = "web";
    private TcpState state = TcpState.ESTABLISHED;
    private Verdict verdict = Verdict.SURVIVES;
    private Instant first = NOW.minusSeconds(60);
    private Instant last = NOW.minusSeconds(1);
    private Traffic inbound = Traffic.NONE;
    private Traffic outbound = Traffic.NONE;
    private long rttMicros = -1;

    private Connections() {}

    static Connections connection() {
        return new Connections();
    }

    Connections ends(String remote, String here) {
        client = remote;
        server = here;
        return this;
    }

    Connections service(String name) {
        service = name;
        return this;
    }

    Connections state(TcpState value) {
        state = value;
        return this;
    }

    Connections verdict(Verdict.Reason reason, String detail) {
        verdict = new Verdict(reason, detail);
        return this;
    }

    Connections seen(Duration sinceFirst, Duration sinceLast) {
        first = NOW.minus(sinceFirst);
        last = NOW.minus(sinceLast);
        return this;
    }

    Connections traffic(Traffic in, Traffic out) {
        inbound = in;
        outbound = out;
        return this;
    }

    Connections rttMicros(long micros) {
        rttMicros = micros;
        return this;
    }

    ConnectionSummary get() {
        FourTuple tuple = new FourTuple(Endpoint.parse(client), Endpoint.parse(server));
        return new ConnectionSummary(1, tuple, service, state, verdict, first, last, inbound, outbound, rttMicros);
    }
}
