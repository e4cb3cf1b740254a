package org.holdfast.cluster;

/** The cluster could not do what was asked; the message says what, to what, and what to do next. */
public final class ClusterException extends Exception {

    private static final long serialVersionUID = 1L;

    public ClusterException(String message) {
        super(message);
    }

    public ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
