package org.holdfast.cluster.config.internal;

/** A key has no value, a wrong one, or no right to be there. */
final class BadValue extends Exception {

    private static final long serialVersionUID = 1L;

    private final String place;

    BadValue(String place, String what) {
        this(place, what, null);
    }

    BadValue(String place, String what, Throwable cause) {
        super(what, cause);
        this.place = place;
    }

    String place() {
        return place;
    }
}
