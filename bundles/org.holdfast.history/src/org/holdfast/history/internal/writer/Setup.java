package org.holdfast.history.internal.writer;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.holdfast.history.internal.journal.JournalShelf;
import org.holdfast.model.history.Retention;

/**
 * How a store works.
 *
 * @param shelf its journals; empty to write without
 * @param rejects the file for what the database refuses
 * @param retention how much is kept
 * @param queueCapacity summaries of one cache that may wait
 * @param journalBytes so much of a journal is kept when it has been written
 * @param mayStartAway whether it opens without the database
 * @param clock says the time
 */
public record Setup(
        Optional<JournalShelf> shelf,
        Path rejects,
        Retention retention,
        int queueCapacity,
        long journalBytes,
        boolean mayStartAway,
        InstantSource clock) {}
