package org.holdfast.cache.filter;

/** A display filter that can't be understood. The message says what was expected, the position where. */
public final class FilterException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int position;
    private final transient Expected expected;

    /**
     * @param message what is wrong, for people
     * @param position index of the character it is about, 0 to the length of the text
     */
    public FilterException(String message, int position) {
        this(message, position, null);
    }

    FilterException(String message, int position, Expected expected) {
        super(message);
        this.position = position;
        this.expected = expected;
    }

    /** Index of the character it is about; the length of the text when something is missing at its end. */
    public int position() {
        return position;
    }

    /** What could have stood there, for completion; null when nothing helps. */
    Expected expected() {
        return expected;
    }
}
