package org.holdfast.history.internal.connections;

import java.sql.SQLException;
import java.time.Instant;
import org.holdfast.history.internal.Binder;
import org.holdfast.history.internal.Row;
import org.holdfast.model.history.ConnectionRecord;
import org.holdfast.model.history.ConnectionRecord.Ending;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.TcpState;

/** The columns that ended and living connections share. */
final class ConnectionColumns {

    /** All but the key, in the order of {@link #bind}. */
    static final String NAMES = """
            remote_address, remote_port, service_address, service_port, service, state, verdict, verdict_detail,
            first_seen, last_seen, until_at, ending,
            in_packets, in_payload_bytes, in_retransmitted_bytes, in_stream_bytes, in_acknowledged_bytes,
            out_packets, out_payload_bytes, out_retransmitted_bytes, out_stream_bytes, out_acknowledged_bytes,
            rtt_micros""";

    static final String PARAMETERS = "?, ".repeat(22) + "?";

    private ConnectionColumns() {}

    static Binder bind(Binder binder, ConnectionSummary summary, Instant until, Ending ending) throws SQLException {
        return binder.tuple(summary.tuple())
                .text(summary.service())
                .name(summary.state())
                .verdict(summary.verdict())
                .time(summary.firstSeen())
                .time(summary.lastSeen())
                .time(until)
                .name(ending)
                .traffic(summary.inbound())
                .traffic(summary.outbound())
                .number(summary.rttMicros());
    }

    static ConnectionRecord read(Row row, NodeId cache) throws SQLException {
        ConnectionSummary summary = new ConnectionSummary(
                row.number("connection_id"),
                row.tuple(),
                row.text("service"),
                row.name("state", TcpState.class),
                row.verdict(),
                row.time("first_seen"),
                row.time("last_seen"),
                row.traffic("in"),
                row.traffic("out"),
                row.number("rtt_micros"));
        return new ConnectionRecord(cache, summary, row.time("until_at"), row.name("ending", Ending.class));
    }
}
