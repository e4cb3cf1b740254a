package org.holdfast.history.internal;

/** What was given as the end of a page isn't one of that answer: the caller's mistake, not the database's. */
public final class BadCursorException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public BadCursorException(String text, Throwable cause) {
        super("'" + text + "' isn't where a page of this answer ended", cause);
    }
}
