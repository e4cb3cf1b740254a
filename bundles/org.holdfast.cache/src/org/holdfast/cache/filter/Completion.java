package org.holdfast.cache.filter;

import java.util.Objects;

/**
 * One way to go on at the caret.
 *
 * @param start index of the first character that is replaced
 * @param end index after the last one; {@code start} when nothing is
 * @param text what is put there
 * @param description what it means, for people; may be empty
 */
public record Completion(int start, int end, String text, String description) {

    public Completion {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(description, "description");
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("no range of characters: " + start + " to " + end);
        }
    }

    /** The expression with this completion put in. */
    public String applyTo(String expression) {
        return expression.substring(0, start) + text + expression.substring(end);
    }
}
