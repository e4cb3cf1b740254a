package org.holdfast.cli.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Traffic;
import org.holdfast.model.tcp.Verdict;
import org.junit.jupiter.api.Test;

class ConnectionTableTest {

    @Test
    void makesColumnsAsWideAsTheirWidestCell() {
        ConnectionSummary small =
                connection(1, "10.0.0.1:1>10.0.0.2:80", TcpState.CLOSED, Verdict.Reason.GAP, 9, -1, 0);
        ConnectionSummary wide = connection(
                12,
                "[2001:db8::1]:50000>[2001:db8::2]:80",
                TcpState.FIN_WAIT_1,
                Verdict.Reason.SEEN_LATE,
                123_456,
                5,
                60_010);
        ConnectionSummary again =
                connection(3, "10.0.0.1:2>10.0.0.2:80", TcpState.CLOSED, Verdict.Reason.GAP, 1000, 12_345, 999);
        ConnectionTable table = new ConnectionTable();
        StringBuilder text = new StringBuilder();
        List<ConnectionSummary> all = List.of(small, wide, again);
        all.forEach(table::measure);
        table.writeTitles(text);
        for (ConnectionSummary connection : all) {
            table.write(connection, text.append('\n'));
        }
        assertEquals("""
                 #  verdict    client               server            state           in  out  packets        rtt  \
                first seen                duration
                 1  gap        10.0.0.1:1           10.0.0.2:80       CLOSED           9    0        2          -  \
                2026-01-01T12:00:00.000Z   0.000 s
                12  seen late  [2001:db8::1]:50000  [2001:db8::2]:80  FIN-WAIT-1  123456    0        2   0.005 ms  \
                2026-01-01T12:00:00.000Z  60.010 s
                 3  gap        10.0.0.1:2           10.0.0.2:80       CLOSED        1000    0        2  12.345 ms  \
                2026-01-01T12:00:00.000Z   0.999 s""", text.toString());
    }

    private static ConnectionSummary connection(
            long id, String tuple, TcpState state, Verdict.Reason reason, long bytes, long rttMicros, long millis) {
        Instant first = Instant.parse("2026-01-01T12:00:00Z");
        return new ConnectionSummary(
                id,
                FourTuple.parse(tuple),
                "",
                state,
                new Verdict(reason, ""),
                first,
                first.plusMillis(millis),
                new Traffic(1, bytes, 0, 0, 0),
                new Traffic(1, 0, 0, 0, 0),
                rttMicros);
    }
}
