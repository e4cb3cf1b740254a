package org.holdfast.cache.filter;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.holdfast.model.tcp.ConnectionSummary;

/**
 * A compiled display filter, for example {@code host 10.0.0.5 and port 80-90 and verdict != survives}. The language is
 * described in docs/commands.md. Immutable; two filters are equal when they are written the same in normal form.
 */
public final class DisplayFilter {

    /** Shows every connection; its text is empty. */
    public static final DisplayFilter ALL = new DisplayFilter(new Condition.All(List.of()));

    private final Condition condition;
    private final String text;

    private DisplayFilter(Condition condition) {
        this.condition = condition;
        StringBuilder written = new StringBuilder();
        condition.write(written);
        text = written.toString();
    }

    /**
     * Compiles an expression.
     *
     * @param expression blank for all connections
     * @throws FilterException when it isn't understood, saying what was expected where
     */
    public static DisplayFilter parse(String expression) throws FilterException {
        return new DisplayFilter(Parser.parse(expression));
    }

    /**
     * Ways to go on at the caret, the most likely first.
     *
     * @param expression as far as it is written; what follows the word at the caret is no matter
     * @param caret index of the character before which the caret stands, 0 to the length
     * @param services names of services to offer
     */
    public static List<Completion> complete(String expression, int caret, Collection<String> services) {
        return Completer.complete(expression, caret, services);
    }

    /** {@link #complete(String, int, Collection)} without services. */
    public static List<Completion> complete(String expression, int caret) {
        return complete(expression, caret, List.of());
    }

    /**
     * Whether to show a connection. Allocates next to nothing.
     *
     * @param now on the clock of the capture, for {@code age} and {@code idle}
     */
    public boolean matches(ConnectionSummary connection, Instant now) {
        return condition.matches(connection, now);
    }

    /** Whether every connection is shown. */
    public boolean isAll() {
        return condition.equals(ALL.condition);
    }

    /** The expression in normal form; {@link #parse} makes the same filter of it. */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DisplayFilter that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
