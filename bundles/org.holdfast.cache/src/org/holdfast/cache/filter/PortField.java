package org.holdfast.cache.filter;

import java.time.Instant;
import java.util.List;
import org.holdfast.model.tcp.ConnectionSummary;

/** Compares ends' ports. An order holds when it does for one of the ends. */
final class PortField extends Field<Range> {

    private static final int LARGEST = 0xffff;

    private final Ends ends;

    PortField(String name, String description, Ends ends) {
        super(name, description);
        this.ends = ends;
    }

    Ends ends() {
        return ends;
    }

    @Override
    List<Operator> operators() {
        return QuantityField.OPERATORS;
    }

    @Override
    String form() {
        return "a port or a range, like 80 or 8000-8099,";
    }

    @Override
    Range parse(String text, int position) throws FilterException {
        int dash = text.indexOf('-');
        if (dash < 0) {
            return Range.single(port(text, position));
        }
        int first = port(text.substring(0, dash), position);
        int last = port(text.substring(dash + 1), position + dash + 1);
        if (last < first) {
            throw new FilterException(
                    "the range ends before it begins; did you mean " + last + "-" + first + "?", position);
        }
        return new Range(first, last);
    }

    private int port(String text, int position) throws FilterException {
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw expectedForm(position);
        }
        if (text.length() > 5 || Integer.parseInt(text) > LARGEST) {
            throw new FilterException("a port is at most " + LARGEST, position);
        }
        return Integer.parseInt(text);
    }

    @Override
    boolean hasOrder(Range value) {
        return value.isSingle();
    }

    @Override
    boolean fits(ConnectionSummary connection, Instant now, Operator operator, Range range) {
        return ends.client() && range.fits(operator, connection.tuple().remote().port())
                || ends.server()
                        && range.fits(operator, connection.tuple().service().port());
    }

    @Override
    void write(Range value, StringBuilder out) {
        out.append(value.first());
        if (!value.isSingle()) {
            out.append('-').append(value.last());
        }
    }
}
