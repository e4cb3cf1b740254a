package org.holdfast.console.internal.connections;

import java.time.Instant;
import java.util.Optional;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Traffic;
import org.holdfast.model.tcp.Verdict;

/** Rows for tests. */
public final class Rows {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    private Rows() {}

    /** An established connection to 10.0.0.5 that carried some bytes. */
    public static ConnectionSummary connection(long id, String client, int port, long in, long out) {
        return new ConnectionSummary(
                id,
                new FourTuple(Endpoint.parse(client), Endpoint.parse("10.0.0.5:" + port)),
                "web",
                TcpState.ESTABLISHED,
                Verdict.SURVIVES,
                AT.minusSeconds(id),
                AT,
                new Traffic(1, in, 0, in, in),
                new Traffic(1, out, 0, out, out),
                -1);
    }

    static ConnectionRow row(long id, String client, int port, long in, long out) {
        return row(connection(id, client, port, in, out), Verdict.Reason.SURVIVES);
    }

    static ConnectionRow row(ConnectionSummary connection, Verdict.Reason reason) {
        return new ConnectionRow(
                connection,
                new Verdict(reason, ""),
                Optional.of(new NodeId("alpha")),
                Optional.of(new NodeId("beta")),
                0,
                AT);
    }
}
