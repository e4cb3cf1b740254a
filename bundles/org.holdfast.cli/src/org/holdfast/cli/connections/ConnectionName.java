package org.holdfast.cli.connections;

import java.io.IOException;
import java.util.List;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.tcp.ConnectionSummary;
import picocli.CommandLine;

/**
 * How somebody names a connection of a file.
 *
 * @param text as it was written
 * @param number in the order of first packets, from 1; 0 when the ends are given
 * @param tuple the ends; null when the number is given
 */
record ConnectionName(String text, long number, FourTuple tuple) {

    /**
     * Reads a number, or the ends.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static ConnectionName parse(String text) {
        if (!text.isEmpty() && text.length() < 19 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return new ConnectionName(text, Long.parseLong(text), null);
        }
        int dash = text.indexOf('-');
        if (dash < 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is neither a number nor two ends like 10.0.0.1:51234-10.0.0.5:80");
        }
        FourTuple tuple =
                new FourTuple(Endpoint.parse(text.substring(0, dash)), Endpoint.parse(text.substring(dash + 1)));
        return new ConnectionName(text, 0, tuple);
    }

    boolean isNumber() {
        return tuple == null;
    }

    /**
     * The number of the connection with these ends.
     *
     * @throws IOException when there is none or more than one, saying how to name one
     */
    long find(List<ConnectionSummary> connections) throws IOException {
        List<Long> numbers = connections.stream()
                .filter(connection -> connection.tuple().equals(tuple))
                .map(ConnectionSummary::id)
                .toList();
        if (numbers.isEmpty()) {
            throw missing();
        }
        if (numbers.size() > 1) {
            throw new IOException("there are " + numbers.size() + " connections " + text + ", one after the other; name"
                    + " one by its number: "
                    + String.join(", ", numbers.stream().map(String::valueOf).toList()));
        }
        return numbers.getFirst();
    }

    IOException missing() {
        return new IOException("there is no connection " + text + "; 'holdfast connections' lists those there are");
    }

    /** For picocli. */
    static final class Converter implements CommandLine.ITypeConverter<ConnectionName> {

        @Override
        public ConnectionName convert(String value) {
            try {
                return parse(value);
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(e.getMessage());
            }
        }
    }
}
