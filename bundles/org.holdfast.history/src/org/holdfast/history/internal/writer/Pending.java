package org.holdfast.history.internal.writer;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.holdfast.history.internal.entries.Entry;

/**
 * An entry on its way into the database.
 *
 * @param sequence in the journal; 0 when it isn't in one
 * @param entry what is written
 * @param written completes when the database has it, with the number of the incident that an event belongs to; or with
 *     what the database refuses it for
 */
record Pending(long sequence, Entry entry, CompletableFuture<OptionalLong> written) {

    Pending(long sequence, Entry entry) {
        this(sequence, entry, new CompletableFuture<>());
    }
}
