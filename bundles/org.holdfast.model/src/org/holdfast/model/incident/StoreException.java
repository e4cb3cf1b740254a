package org.holdfast.model.incident;

/** The history can't be read or written; the message says which file or database, and what to do. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
