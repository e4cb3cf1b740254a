package org.holdfast.history.internal;

/** A newer program wrote the database: trying again doesn't help. */
public final class NewerSchemaException extends Exception {

    private static final long serialVersionUID = 1L;

    NewerSchemaException(int version) {
        super("schema version " + version);
    }
}
