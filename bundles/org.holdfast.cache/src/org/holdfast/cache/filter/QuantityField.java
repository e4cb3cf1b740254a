package org.holdfast.cache.filter;

import java.time.Instant;
import java.util.List;
import org.holdfast.model.tcp.ConnectionSummary;

/** Compares a count, a size or a time. What isn't known fits nothing. */
final class QuantityField extends Field<Range> {

    static final List<Operator> OPERATORS = List.of(
            Operator.EQUAL, Operator.NOT_EQUAL, Operator.LESS, Operator.AT_MOST, Operator.GREATER, Operator.AT_LEAST);

    /** What a {@link Measure} says of something that isn't known. */
    static final long UNKNOWN = -1;

    private final Units units;
    private final Measure measure;

    /** Reads the quantity of a connection. */
    @FunctionalInterface
    interface Measure {

        /** In the smallest unit, or {@link #UNKNOWN}. */
        long of(ConnectionSummary connection, Instant now);
    }

    QuantityField(String name, String description, Units units, Measure measure) {
        super(name, description);
        this.units = units;
        this.measure = measure;
    }

    @Override
    List<Operator> operators() {
        return OPERATORS;
    }

    @Override
    String form() {
        return units.form();
    }

    @Override
    Range parse(String text, int position) throws FilterException {
        if (text.isEmpty() || !Character.isDigit(text.charAt(0))) {
            throw expectedForm(position);
        }
        int dash = text.indexOf('-');
        if (dash < 0) {
            return Range.single(units.parse(text, "", position));
        }
        String upper = text.substring(dash + 1);
        // 10-20MB: who writes the unit once means it for both.
        long first = units.parse(text.substring(0, dash), Units.unitOf(upper), position);
        long last = units.parse(upper, "", position + dash + 1);
        if (last < first) {
            throw new FilterException("the range ends before it begins", position);
        }
        return new Range(first, last);
    }

    @Override
    boolean goesOn(String value, String nextWord) {
        return !value.isEmpty() && Units.unitOf(value).isEmpty() && units.isName(nextWord);
    }

    @Override
    boolean hasOrder(Range value) {
        return value.isSingle();
    }

    @Override
    boolean fits(ConnectionSummary connection, Instant now, Operator operator, Range range) {
        long quantity = measure.of(connection, now);
        return quantity != UNKNOWN && range.fits(operator, quantity);
    }

    @Override
    void write(Range value, StringBuilder out) {
        if (value.isSingle()) {
            units.write(value.first(), false, out);
            return;
        }
        // Without a unit of its own, the first would be read in the second's.
        units.write(value.first(), true, out);
        out.append('-');
        units.write(value.last(), true, out);
    }

    @Override
    List<String> suggestions(String typed) {
        if (typed.isEmpty() || !Units.unitOf(typed).chars().allMatch(Character::isLetter)) {
            return List.of();
        }
        String number = typed.substring(0, typed.length() - Units.unitOf(typed).length());
        return number.isEmpty()
                ? List.of()
                : units.names().map(unit -> number + unit).toList();
    }
}
