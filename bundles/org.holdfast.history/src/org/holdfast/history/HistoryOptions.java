package org.holdfast.history;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.holdfast.model.history.Retention;

/**
 * How a history is opened.
 *
 * @param directory of this machine: holds the journal, and unless there is a URL the database; made when missing
 * @param url of the database, {@code jdbc:postgresql:} or {@code jdbc:h2:}; empty for H2 in the directory
 * @param key encrypts journal and H2 file; empty to leave them open
 * @param retention how much is kept
 * @param queueCapacity summaries of one cache that may wait for the writer, 4 and more; about 400 bytes each
 * @param journalBytes so much of the journal is kept when it has been written to the database, to make that anew
 * @param mayStartAway whether it opens even when the database can't be reached, and waits for it
 * @param clock says the time
 */
public record HistoryOptions(
        Path directory,
        Optional<String> url,
        Optional<HistoryKey> key,
        Retention retention,
        int queueCapacity,
        long journalBytes,
        boolean mayStartAway,
        InstantSource clock) {

    public HistoryOptions {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(retention, "retention");
        Objects.requireNonNull(clock, "clock");
        if (queueCapacity < 4 || journalBytes < 0) {
            throw new IllegalArgumentException(
                    "a queue of " + queueCapacity + " or a journal of " + journalBytes + " bytes is too small");
        }
    }

    /** In a directory, with an H2 database: it refuses to open without the database. */
    public static HistoryOptions in(Path directory) {
        return new HistoryOptions(
                directory,
                Optional.empty(),
                Optional.empty(),
                Retention.DEFAULT,
                1 << 17,
                256L << 20,
                false,
                InstantSource.system());
    }

    /** The database is elsewhere. */
    public HistoryOptions at(String jdbcUrl) {
        return new HistoryOptions(
                directory, Optional.of(jdbcUrl), key, retention, queueCapacity, journalBytes, mayStartAway, clock);
    }

    public HistoryOptions with(HistoryKey secret) {
        return new HistoryOptions(
                directory, url, Optional.of(secret), retention, queueCapacity, journalBytes, mayStartAway, clock);
    }

    public HistoryOptions with(Retention limits) {
        return new HistoryOptions(directory, url, key, limits, queueCapacity, journalBytes, mayStartAway, clock);
    }

    public HistoryOptions with(InstantSource time) {
        return new HistoryOptions(directory, url, key, retention, queueCapacity, journalBytes, mayStartAway, time);
    }

    public HistoryOptions queueing(int summaries) {
        return new HistoryOptions(directory, url, key, retention, summaries, journalBytes, mayStartAway, clock);
    }

    public HistoryOptions keepingOfJournal(long bytes) {
        return new HistoryOptions(directory, url, key, retention, queueCapacity, bytes, mayStartAway, clock);
    }

    /** It opens, and its facts wait in the journal, even while the database can't be reached: for a cache's node. */
    public HistoryOptions startingAway() {
        return new HistoryOptions(directory, url, key, retention, queueCapacity, journalBytes, true, clock);
    }
}
