package org.holdfast.console.internal.connections;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.holdfast.console.internal.Messages;
import org.holdfast.console.internal.ui.Formats;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.ownership.NodeId;

/** The columns of live connections: header, text and order. Numbers are ordered as numbers, addresses as addresses. */
public enum ConnectionColumn {
    VERDICT(
            Messages.column_verdict,
            92,
            false,
            (r, f) -> r.verdict().reason().label(),
            Comparator.comparing(r -> r.verdict().reason())),
    CLIENT(
            Messages.column_client,
            148,
            false,
            (r, f) -> r.connection().tuple().remote().toString(),
            Comparator.comparing(r -> r.connection().tuple().remote(), endpoints())),
    SERVICE(
            Messages.column_service,
            72,
            false,
            (r, f) -> (r.connection().service() + " :"
                            + r.connection().tuple().service().port())
                    .strip(),
            Comparator.<ConnectionRow, String>comparing(r -> r.connection().service())
                    .thenComparing(r -> r.connection().tuple().service().port())),
    HOST(Messages.column_host, 56, false, (r, f) -> name(r.host()), byNode(ConnectionRow::host)),
    TO(
            Messages.column_to,
            80,
            false,
            (r, f) -> r.successor().isPresent() && !r.verdict().survives()
                    ? name(r.successor()) + Messages.connections_toReset
                    : name(r.successor()),
            byNode(ConnectionRow::successor)),
    STATE(
            Messages.column_state,
            96,
            false,
            (r, f) -> r.connection().state().display(),
            Comparator.comparing(r -> r.connection().state())),
    AGE(
            Messages.column_age,
            76,
            true,
            (r, f) -> f.age(r.age()),
            Comparator.<ConnectionRow, Duration>comparing(ConnectionRow::age)),
    IN(
            Messages.column_in,
            64,
            true,
            (r, f) -> f.bytes(r.connection().inbound().payloadBytes()),
            Comparator.comparingLong(r -> r.connection().inbound().payloadBytes())),
    OUT(
            Messages.column_out,
            64,
            true,
            (r, f) -> f.bytes(r.connection().outbound().payloadBytes()),
            Comparator.comparingLong(r -> r.connection().outbound().payloadBytes())),
    RATE(
            Messages.column_rate,
            80,
            true,
            (r, f) -> f.rate(r.bytesPerSecond()),
            Comparator.comparingDouble(ConnectionRow::bytesPerSecond)),
    RTT(
            Messages.column_rtt,
            64,
            true,
            (r, f) -> r.connection().rttMicros() < 0
                    ? ""
                    : f.duration(Duration.ofNanos(r.connection().rttMicros() * 1000)),
            Comparator.comparingLong(r -> r.connection().rttMicros())),
    RETRANSMITTED(
            Messages.column_retransmitted,
            108,
            true,
            (r, f) -> r.retransmittedBytes() == 0 ? "0" : f.bytes(r.retransmittedBytes()),
            Comparator.comparingLong(ConnectionRow::retransmittedBytes));

    private final String header;
    private final int width;
    private final boolean number;
    private final BiFunction<ConnectionRow, Formats, String> text;
    private final Comparator<ConnectionRow> order;

    ConnectionColumn(
            String header,
            int width,
            boolean number,
            BiFunction<ConnectionRow, Formats, String> text,
            Comparator<ConnectionRow> order) {
        this.header = header;
        this.width = width;
        this.number = number;
        this.text = text;
        this.order = order;
    }

    public String header() {
        return header;
    }

    /** Initial width, pixels at 100 %. */
    public int width() {
        return width;
    }

    /** Whether it shows numbers, which stand right-aligned. */
    public boolean isNumber() {
        return number;
    }

    /** What the cell of a row shows. */
    public String text(ConnectionRow row, Formats formats) {
        return text.apply(row, formats);
    }

    /** Ascending; rows that are equal in this column keep their order when sorted by it. */
    public Comparator<ConnectionRow> order() {
        return order;
    }

    private static Comparator<Endpoint> endpoints() {
        return Comparator.<Endpoint, byte[]>comparing(
                        e -> e.address().getAddress(),
                        Comparator.<byte[]>comparingInt(a -> a.length).thenComparing(Arrays::compareUnsigned))
                .thenComparingInt(Endpoint::port);
    }

    private static Comparator<ConnectionRow> byNode(Function<ConnectionRow, Optional<NodeId>> node) {
        return Comparator.comparing(r -> name(node.apply(r)));
    }

    private static String name(Optional<NodeId> node) {
        return node.map(NodeId::name).orElse(Messages.connections_nobody);
    }
}
