package org.holdfast.cli.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.holdfast.cache.StreamReport;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Traffic;
import org.holdfast.model.tcp.Verdict;
import org.junit.jupiter.api.Test;

class ConnectionJsonTest {

    private static final StreamReport UNKNOWN = new StreamReport(
            1,
            2,
            3,
            4,
            List.of(),
            OptionalLong.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            5,
            "");

    private static final StreamReport KNOWN = new StreamReport(
            1,
            2,
            3,
            4,
            List.of(new StreamReport.Gap(10, 20), new StreamReport.Gap(30, 5_000_000_000L)),
            OptionalLong.of(4_294_967_295L),
            OptionalInt.of(1460),
            OptionalInt.of(0),
            Optional.of(true),
            Optional.of(false),
            10,
            "00ff");

    @Test
    void writesTheDocumentedFields() {
        assertEquals(
                "{\"client\":\"[2001:db8::1]:1234\",\"server\":\"[2001:db8:0:1::]:80\","
                        + "\"firstSeen\":\"2026-01-01T12:00:00.000000001Z\","
                        + "\"lastSeen\":\"2026-01-01T12:00:01.500000000Z\","
                        + "\"state\":\"FIN-WAIT-1\",\"verdict\":\"SEEN_LATE\","
                        + "\"reason\":\"The handshake wasn't captured.\",\"rttMicros\":null,"
                        + "\"inbound\":{\"packets\":1,\"payloadBytes\":2,\"retransmitted\":3,\"outOfOrder\":4,"
                        + "\"gaps\":[[10,20],[30,5000000000]],\"isn\":4294967295,\"mss\":1460,\"windowScale\":0,"
                        + "\"sackPermitted\":true,\"timestamps\":false,\"streamBytes\":10,\"streamSha256\":\"00ff\"},"
                        + "\"outbound\":{\"packets\":1,\"payloadBytes\":2,\"retransmitted\":3,\"outOfOrder\":4,"
                        + "\"gaps\":[],\"isn\":null,\"mss\":null,\"windowScale\":null,"
                        + "\"sackPermitted\":null,\"timestamps\":null,\"streamBytes\":5,\"streamSha256\":null}}",
                write(new Verdict(Verdict.Reason.SEEN_LATE, "")));
    }

    @Test
    void escapesWhatIsSaid() {
        String row = write(new Verdict(Verdict.Reason.GAP, "\"a\\b\"\n\u00e9\u2028"));
        assertEquals(
                "\"reason\":\"\\\"a\\\\b\\\"\\u000a\\u00e9\\u2028\"",
                row.substring(row.indexOf("\"reason\""), row.indexOf(",\"rttMicros")));
    }

    private static String write(Verdict verdict) {
        ConnectionSummary connection = new ConnectionSummary(
                1,
                new FourTuple(Endpoint.parse("[2001:db8::1]:1234"), Endpoint.parse("[2001:db8:0:1::]:80")),
                "",
                TcpState.FIN_WAIT_1,
                verdict,
                Instant.parse("2026-01-01T12:00:00.000000001Z"),
                Instant.parse("2026-01-01T12:00:01.5Z"),
                Traffic.NONE,
                Traffic.NONE,
                -1);
        StringBuilder row = new StringBuilder();
        new ConnectionJson().write(connection, KNOWN, UNKNOWN, row);
        return row.toString();
    }
}
