package org.holdfast.cli.connections;

import java.net.Inet4Address;
import java.time.Duration;
import org.holdfast.model.net.AddressText;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.tcp.ConnectionSummary;

/**
 * Writes connections as an aligned table. Every connection is {@linkplain #measure measured} first, then
 * {@linkplain #write written}; text is made one cell at a time in a buffer that is used again.
 */
final class ConnectionTable {

    /** The columns; numbers stand on the right, names on the left. */
    private enum Column {
        NUMBER("#", true),
        VERDICT("verdict", false),
        CLIENT("client", false),
        SERVER("server", false),
        STATE("state", false),
        INBOUND("in", true),
        OUTBOUND("out", true),
        PACKETS("packets", true),
        RTT("rtt", true),
        FIRST_SEEN("first seen", false),
        DURATION("duration", true);

        private final String title;
        private final boolean right;

        Column(String title, boolean right) {
            this.title = title;
            this.right = right;
        }
    }

    private static final Column[] COLUMNS = Column.values();
    private static final int WIDEST_IPV4 = "255.255.255.255:65535".length();
    private static final int WIDEST_IPV6 = "[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:65535".length();

    private final int[] widths = new int[COLUMNS.length];
    /** The largest number of each column so far: only a larger one can be wider. */
    private final long[] largest = new long[COLUMNS.length];

    private final StringBuilder cell = new StringBuilder(64);
    private final TimeText time = new TimeText(3);

    ConnectionTable() {
        for (Column column : COLUMNS) {
            widths[column.ordinal()] = column.title.length();
            largest[column.ordinal()] = -1;
        }
    }

    /** Makes the columns wide enough; text is made only where a cell may be wider than those before. */
    void measure(ConnectionSummary connection) {
        for (Column column : COLUMNS) {
            if (mayWiden(column, connection)) {
                cell.setLength(0);
                cell(column, connection);
                widths[column.ordinal()] = Math.max(widths[column.ordinal()], cell.length());
            }
        }
    }

    private boolean mayWiden(Column column, ConnectionSummary connection) {
        int i = column.ordinal();
        return switch (column) {
            case VERDICT -> connection.verdict().reason().label().length() > widths[i];
            case STATE -> connection.state().display().length() > widths[i];
            case CLIENT -> widest(connection.tuple().remote()) > widths[i];
            case SERVER -> widest(connection.tuple().service()) > widths[i];
            // All times are equally long.
            case FIRST_SEEN -> widths[i] == column.title.length();
            case NUMBER, INBOUND, OUTBOUND, PACKETS, RTT, DURATION -> {
                long number = number(column, connection);
                boolean larger = number > largest[i];
                largest[i] = Math.max(largest[i], number);
                yield larger;
            }
        };
    }

    private static int widest(Endpoint endpoint) {
        return endpoint.address() instanceof Inet4Address ? WIDEST_IPV4 : WIDEST_IPV6;
    }

    void writeTitles(StringBuilder out) {
        for (Column column : COLUMNS) {
            cell.setLength(0);
            cell.append(column.title);
            append(column, out);
        }
    }

    void write(ConnectionSummary connection, StringBuilder out) {
        for (Column column : COLUMNS) {
            cell.setLength(0);
            cell(column, connection);
            append(column, out);
        }
    }

    private void append(Column column, StringBuilder out) {
        boolean last = column == Column.DURATION;
        int blanks = widths[column.ordinal()] - cell.length();
        if (column.right) {
            out.repeat(' ', blanks);
        }
        out.append(cell);
        if (!last) {
            out.repeat(' ', column.right ? 2 : blanks + 2);
        }
    }

    private void cell(Column column, ConnectionSummary connection) {
        switch (column) {
            case VERDICT -> cell.append(connection.verdict().reason().label());
            case CLIENT -> AddressText.write(connection.tuple().remote(), cell);
            case SERVER -> AddressText.write(connection.tuple().service(), cell);
            case STATE -> cell.append(connection.state().display());
            case FIRST_SEEN -> time.write(connection.firstSeen(), cell);
            case NUMBER, INBOUND, OUTBOUND, PACKETS -> cell.append(number(column, connection));
            case RTT -> thousandths(number(column, connection), " ms");
            case DURATION -> thousandths(number(column, connection), " s");
        }
    }

    private static long number(Column column, ConnectionSummary connection) {
        return switch (column) {
            case NUMBER -> connection.id();
            case INBOUND -> connection.inbound().payloadBytes();
            case OUTBOUND -> connection.outbound().payloadBytes();
            case PACKETS ->
                connection.inbound().packets() + connection.outbound().packets();
            case RTT -> connection.rttMicros();
            case DURATION ->
                Duration.between(connection.firstSeen(), connection.lastSeen()).toMillis();
            case VERDICT, CLIENT, SERVER, STATE, FIRST_SEEN ->
                throw new IllegalArgumentException(column + " isn't a number");
        };
    }

    private void thousandths(long number, String unit) {
        if (number < 0) {
            cell.append('-');
            return;
        }
        long rest = number % 1000;
        cell.append(number / 1000)
                .append(rest < 10 ? ".00" : rest < 100 ? ".0" : ".")
                .append(rest);
        cell.append(unit);
    }
}
