package org.holdfast.cache.filter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.ToLongFunction;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Traffic;
import org.holdfast.model.tcp.Verdict;

/** All fields of the language. */
final class Fields {

    private static final SequencedMap<String, Field<?>> BY_NAME = new LinkedHashMap<>();

    static {
        add(new AddressField("host", "address of either end", Ends.EITHER, false));
        add(new AddressField("net", "network of either end", Ends.EITHER, true));
        add(new AddressField("client", "address of the remote host", Ends.CLIENT, false), "remote");
        add(new AddressField("server", "address of the service's end", Ends.SERVER, false));
        add(new PortField("port", "port of either end", Ends.EITHER));
        add(new PortField("clientport", "port of the remote host", Ends.CLIENT));
        add(new PortField("serverport", "port of the service's end", Ends.SERVER));
        add(new TextField("service", "name of the service", ConnectionSummary::service));
        add(new ChoiceField<>(
                "state", "state of the service's end (RFC 9293)", TcpState.class, ConnectionSummary::state));
        add(new ChoiceField<>(
                "verdict",
                "whether it would survive, or what stops it",
                Verdict.Reason.class,
                connection -> connection.verdict().reason()));
        add(new TextField("reason", "why the verdict is so", Fields::reason));
        traffic("bytes", "bytes of payload, repeats included", Units.BYTES, Traffic::payloadBytes);
        traffic("packets", "segments, empty ones included", Units.PACKETS, Traffic::packets);
        traffic("retransmitted", "bytes of payload that came again", Units.BYTES, Traffic::retransmittedBytes);
        traffic("stream", "contiguous bytes from the first one", Units.BYTES, Traffic::streamBytes);
        add(new QuantityField("rtt", "round-trip time", Units.TIME, (c, now) -> rtt(c)));
        add(new QuantityField("age", "time since the first packet", Units.TIME, (c, now) -> nanos(c.firstSeen(), now)));
        add(new QuantityField("idle", "time since the last packet", Units.TIME, (c, now) -> nanos(c.lastSeen(), now)));
        add(new QuantityField(
                "duration",
                "time from the first to the last packet",
                Units.TIME,
                (c, now) -> nanos(c.firstSeen(), c.lastSeen())));
    }

    private Fields() {}

    /** The field with this name, whatever its case; null when there is none. */
    static Field<?> find(String name) {
        return BY_NAME.get(name.toLowerCase(Locale.ROOT));
    }

    /** In the order in which people look for them, without other names of the same. */
    static List<Field<?>> all() {
        return List.copyOf(BY_NAME.sequencedValues().stream().distinct().toList());
    }

    /** Every name, other names of the same included. */
    static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /** The names to tell somebody who knows none. */
    static List<String> mainNames() {
        List<String> names = new ArrayList<>();
        all().forEach(field -> names.add(field.name()));
        names.removeIf(name -> name.indexOf('.') >= 0);
        return names;
    }

    private static void add(Field<?> field, String... otherNames) {
        BY_NAME.put(field.name(), field);
        for (String other : otherNames) {
            BY_NAME.put(other, field);
        }
    }

    /** Both directions together, and each by itself. */
    private static void traffic(String name, String description, Units units, ToLongFunction<Traffic> count) {
        add(new QuantityField(
                name,
                description,
                units,
                (c, now) -> count.applyAsLong(c.inbound()) + count.applyAsLong(c.outbound())));
        add(new QuantityField(
                "inbound." + name,
                description + ", remote host to service",
                units,
                (c, now) -> count.applyAsLong(c.inbound())));
        add(new QuantityField(
                "outbound." + name,
                description + ", service to remote host",
                units,
                (c, now) -> count.applyAsLong(c.outbound())));
    }

    private static String reason(ConnectionSummary connection) {
        Verdict verdict = connection.verdict();
        return verdict.detail().isEmpty() ? verdict.reason().meaning() : verdict.detail();
    }

    private static long rtt(ConnectionSummary connection) {
        return connection.rttMicros() < 0 ? QuantityField.UNKNOWN : connection.rttMicros() * 1000;
    }

    /** Time between, in ns; 0 when the second is before the first. */
    private static long nanos(Instant from, Instant to) {
        long seconds = to.getEpochSecond() - from.getEpochSecond();
        if (seconds < 0) {
            return 0;
        }
        if (seconds > Long.MAX_VALUE / 1_000_000_000L - 1) {
            return Long.MAX_VALUE;
        }
        return Math.max(0, seconds * 1_000_000_000L + to.getNano() - from.getNano());
    }
}
