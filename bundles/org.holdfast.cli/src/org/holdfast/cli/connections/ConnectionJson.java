package org.holdfast.cli.connections;

import java.util.List;
import java.util.Optional;
import org.holdfast.cache.StreamReport;
import org.holdfast.model.net.AddressText;
import org.holdfast.model.tcp.ConnectionSummary;

/** Appends a connection as one line of JSON; docs/commands.md describes the fields, which stay as they are. */
final class ConnectionJson {

    private final TimeText firstSeen = new TimeText(9);
    private final TimeText lastSeen = new TimeText(9);

    void write(ConnectionSummary connection, StreamReport inbound, StreamReport outbound, StringBuilder out) {
        out.append("{\"client\":\"");
        AddressText.write(connection.tuple().remote(), out);
        out.append("\",\"server\":\"");
        AddressText.write(connection.tuple().service(), out);
        out.append("\",\"firstSeen\":\"");
        firstSeen.write(connection.firstSeen(), out);
        out.append("\",\"lastSeen\":\"");
        lastSeen.write(connection.lastSeen(), out);
        out.append("\",\"state\":\"").append(connection.state().display());
        out.append("\",\"verdict\":\"")
                .append(
                        connection.verdict().survives()
                                ? "survives"
                                : connection.verdict().reason().name());
        out.append("\",\"reason\":");
        JsonText.stringOrNull(Reasons.of(connection.verdict()), out);
        out.append(",\"rttMicros\":");
        JsonText.numberOrNull(connection.rttMicros(), out);
        out.append(",\"inbound\":");
        write(inbound, out);
        out.append(",\"outbound\":");
        write(outbound, out);
        out.append('}');
    }

    private static void write(StreamReport stream, StringBuilder out) {
        out.append("{\"packets\":").append(stream.packets());
        out.append(",\"payloadBytes\":").append(stream.payloadBytes());
        out.append(",\"retransmitted\":").append(stream.retransmitted());
        out.append(",\"outOfOrder\":").append(stream.outOfOrder());
        out.append(",\"gaps\":");
        write(stream.gaps(), out);
        out.append(",\"isn\":");
        JsonText.numberOrNull(stream.isn().orElse(-1), out);
        out.append(",\"mss\":");
        JsonText.numberOrNull(stream.mss().orElse(-1), out);
        out.append(",\"windowScale\":");
        JsonText.numberOrNull(stream.windowScale().orElse(-1), out);
        out.append(",\"sackPermitted\":");
        write(stream.sackPermitted(), out);
        out.append(",\"timestamps\":");
        write(stream.timestamps(), out);
        out.append(",\"streamBytes\":").append(stream.streamBytes());
        out.append(",\"streamSha256\":");
        JsonText.stringOrNull(stream.streamSha256(), out);
        out.append('}');
    }

    private static void write(List<StreamReport.Gap> gaps, StringBuilder out) {
        out.append('[');
        for (int i = 0; i < gaps.size(); i++) {
            StreamReport.Gap gap = gaps.get(i);
            out.append(i == 0 ? "[" : ",[")
                    .append(gap.from())
                    .append(',')
                    .append(gap.to())
                    .append(']');
        }
        out.append(']');
    }

    private static void write(Optional<Boolean> value, StringBuilder out) {
        out.append(value.isEmpty() ? "null" : value.get() ? "true" : "false");
    }
}
