package org.holdfast.cli.connections;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.holdfast.cache.Counters;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Traffic;
import org.holdfast.model.tcp.Verdict;

/** Sums of connections, and what was counted beside them. */
final class ConnectionTotals {

    private static final int TITLE_WIDTH = 15;

    private final Map<Verdict.Reason, Long> verdicts = new EnumMap<>(Verdict.Reason.class);
    private final Map<TcpState, Long> states = new EnumMap<>(TcpState.class);
    private long connections;
    private long packets;
    private long payloadBytes;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    void add(ConnectionSummary connection) {
        connections++;
        add(connection.inbound());
        add(connection.outbound());
        verdicts.merge(connection.verdict().reason(), 1L, Long::sum);
        states.merge(connection.state(), 1L, Long::sum);
        first = first.isBefore(connection.firstSeen()) ? first : connection.firstSeen();
        last = last.isAfter(connection.lastSeen()) ? last : connection.lastSeen();
    }

    private void add(Traffic traffic) {
        packets += traffic.packets();
        payloadBytes += traffic.payloadBytes();
    }

    /** A line for each number. */
    void writeText(TrackedFile file, StringBuilder out) {
        line("connections", "", connections, out);
        line("packets", "", packets, out);
        line("payload bytes", "", payloadBytes, out);
        if (connections > 0) {
            line("from", first, out);
            line("to", last, out);
        }
        verdicts.forEach((verdict, count) -> line("verdict", verdict.label(), count, out));
        states.forEach((state, count) -> line("state", state.display(), count, out));
        line("in the file", "packets", file.statistics().received(), out);
        if (dropped(file) > 0) {
            line("in the file", "dropped by the capture", dropped(file), out);
        }
        Counters counters = file.cache().counters();
        sorted(counters.ignored()).forEach((name, count) -> line("ignored", name, count, out));
        sorted(counters.malformed()).forEach((name, count) -> line("malformed", name, count, out));
        sorted(counters.noted()).forEach((name, count) -> line("noted", name, count, out));
    }

    private static void line(String title, Instant time, StringBuilder out) {
        out.append(title).repeat(' ', TITLE_WIDTH - title.length());
        new TimeText(9).write(time, out);
        out.append('\n');
    }

    private static void line(String title, String name, long count, StringBuilder out) {
        out.append(title).repeat(' ', TITLE_WIDTH - title.length()).append(name);
        out.append(name.isEmpty() ? "" : " ").append(count).append('\n');
    }

    /** One line of JSON. */
    void writeJson(TrackedFile file, StringBuilder out) {
        out.append("{\"connections\":").append(connections);
        out.append(",\"packets\":").append(packets);
        out.append(",\"payloadBytes\":").append(payloadBytes);
        time("firstSeen", first, out);
        time("lastSeen", last, out);
        counts("verdicts", verdicts, out);
        counts("states", states, out);
        out.append(",\"filePackets\":").append(file.statistics().received());
        out.append(",\"fileDropped\":").append(dropped(file));
        Counters counters = file.cache().counters();
        counts("ignored", sorted(counters.ignored()), out);
        counts("malformed", sorted(counters.malformed()), out);
        counts("noted", sorted(counters.noted()), out);
        out.append('}');
    }

    /** What a pcapng file itself says was lost. */
    private static long dropped(TrackedFile file) {
        return file.statistics().droppedByKernel() + file.statistics().droppedByInterface();
    }

    private void time(String name, Instant time, StringBuilder out) {
        out.append(",\"").append(name).append("\":");
        if (connections == 0) {
            out.append("null");
            return;
        }
        out.append('"');
        new TimeText(9).write(time, out);
        out.append('"');
    }

    private static void counts(String name, Map<?, Long> counts, StringBuilder out) {
        out.append(",\"").append(name).append("\":{");
        String comma = "";
        for (Map.Entry<?, Long> entry : counts.entrySet()) {
            out.append(comma);
            Object key = entry.getKey();
            JsonText.string(key instanceof TcpState state ? state.display() : key.toString(), out);
            out.append(':').append(entry.getValue());
            comma = ",";
        }
        out.append('}');
    }

    private static Map<String, Long> sorted(Map<String, Long> counts) {
        return new TreeMap<>(counts);
    }
}
