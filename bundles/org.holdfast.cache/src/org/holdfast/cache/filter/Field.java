package org.holdfast.cache.filter;

import java.time.Instant;
import java.util.List;
import org.holdfast.model.tcp.ConnectionSummary;

/**
 * Something of a connection that can be asked for.
 *
 * @param <V> the form of its values
 */
abstract class Field<V> {

    private final String name;
    private final String description;

    /**
     * @param name as it is written
     * @param description what it is, for people: "address of either end"
     */
    Field(String name, String description) {
        this.name = name;
        this.description = description;
    }

    final String name() {
        return name;
    }

    final String description() {
        return description;
    }

    /** The operators that make sense for it. */
    abstract List<Operator> operators();

    /** What a value looks like, with an article: "a port or a range, like 80 or 8000-8099". */
    abstract String form();

    /**
     * Reads one value.
     *
     * @param position index of its first character, for errors
     */
    abstract V parse(String text, int position) throws FilterException;

    /** Whether the value goes on in the next word: {@code 10 MB}. */
    boolean goesOn(String value, String nextWord) {
        return false;
    }

    /** Whether a value may be compared by order: a range may not. */
    boolean hasOrder(V value) {
        return true;
    }

    /** @param operator one of {@link #operators()} but {@link Operator#NOT_EQUAL} */
    abstract boolean fits(ConnectionSummary connection, Instant now, Operator operator, V value);

    /** Writes a value as {@link #parse} reads it. */
    abstract void write(V value, StringBuilder out);

    /** Values to offer to somebody who has typed the beginning of one. */
    List<String> suggestions(String typed) {
        return List.of();
    }

    final FilterException expectedForm(int position) {
        return new FilterException(
                form() + " is expected here, after '" + name + "'", position, Expected.comparison(this));
    }
}
