package org.holdfast.history;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.holdfast.history.internal.Database;
import org.holdfast.history.internal.HistoryFile;
import org.holdfast.history.internal.IncidentReader;
import org.holdfast.history.internal.IncidentWriter;
import org.holdfast.history.internal.OwnershipTable;
import org.holdfast.history.internal.Precision;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.IncidentStore;
import org.holdfast.model.incident.StoreException;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Ownership;
import org.holdfast.model.ownership.Role;

/**
 * The history in a database. What a writing method returned for is on the disk: it survives the end of the process by
 * any means. Times are kept to the microsecond, durations to the nanosecond.
 *
 * <p>Any thread may call; calls block on the disk, never on a user-interface thread. An interrupt doesn't stop them.
 * Several processes of one machine may have the same history open.
 */
public final class History implements IncidentStore, AutoCloseable {

    private final Database database;

    private History(Database database) {
        this.database = database;
    }

    /**
     * Opens the history of a directory, an H2 database in its file {@code holdfast.mv.db}; both are made when missing.
     * When another process of this machine has it open, that one serves this one over loopback.
     *
     * @throws StoreException when the directory can't be used, the file is damaged (it is left as it is), it was
     *     written by a newer program, or another process holds it and can't be reached
     */
    public static History open(Path directory) throws StoreException {
        DataSource source = HistoryFile.source(directory);
        return new History(Database.open(source, HistoryFile.in(directory).toString()));
    }

    /**
     * Opens the history that a {@code jdbc:h2:} URL names.
     *
     * @throws StoreException as {@link #open(Path)}, and for URLs of other databases
     */
    public static History openUrl(String jdbcUrl) throws StoreException {
        // Without settings: a password may stand in them.
        String location = jdbcUrl.split("[;?]", 2)[0];
        if (!jdbcUrl.toLowerCase(Locale.ROOT).startsWith("jdbc:h2:")) {
            throw new StoreException(
                    "History " + location + ": no driver for it is part of this program."
                            + " Give a URL that begins with jdbc:h2:, or a directory.",
                    null);
        }
        return openSource(HistoryFile.source(jdbcUrl), location);
    }

    /**
     * Opens the history behind a data source: H2 or PostgreSQL 15.
     *
     * @param location names it in messages; without a password
     * @throws StoreException as {@link #open(Path)}
     */
    public static History openSource(DataSource source, String location) throws StoreException {
        return new History(Database.open(source, location));
    }

    /** The file or URL of this history. */
    public String location() {
        return database.location();
    }

    @Override
    public Incident open(Incident incident) {
        long number = database.write("a new incident can't be written", c -> new IncidentWriter(c).insert(incident));
        return Precision.asStored(number, incident);
    }

    @Override
    public void update(Incident incident) {
        String what = "incident " + incident.number();
        boolean found = database.write(what + " can't be written", c -> new IncidentWriter(c).replace(incident));
        if (!found) {
            throw new StoreException(
                    "History " + location() + ": " + what + " can't be updated, for there is none of that number."
                            + " Open it first, or check that this is the history it was opened in.",
                    null);
        }
    }

    @Override
    public Optional<Incident> find(long number) {
        return database.read("incident " + number + " can't be read", c -> IncidentReader.find(c, number));
    }

    @Override
    public List<Incident> newest(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit " + limit + " is not 1 or more");
        }
        return database.read("the newest incidents can't be read", c -> IncidentReader.newest(c, limit));
    }

    /**
     * Records that a host owns a service from a moment on: ends the service's open interval and begins a new one.
     * Nothing changes when the same owner in the same epoch is recorded again, or when the ownership is a standby's.
     *
     * @param at when it began; when that is before the open interval's begin, the new one begins there
     * @param why for people
     * @throws StoreException when it can't be written
     */
    public void recordOwnership(Ownership ownership, Instant at, String why) {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(why, "why");
        if (ownership.role() != Role.OWNER) {
            return;
        }
        database.write("the ownership of " + ownership.service() + " can't be written", c -> {
            new OwnershipTable(c).record(ownership, at, why);
            return null;
        });
    }

    /**
     * Who owned what, by service and then in the order of time.
     *
     * @param service only this one
     * @throws StoreException when it can't be read
     */
    public List<OwnershipInterval> ownership(Optional<String> service) {
        return database.read("ownership can't be read", c -> new OwnershipTable(c).list(service));
    }

    /** Closes the database. Incidents that were written stay. */
    @Override
    public void close() {
        database.close();
    }

    /**
     * A host owned a service for a while.
     *
     * @param service its name
     * @param addresses the owned addresses then
     * @param owner who owned them
     * @param epoch in which it became owner
     * @param from from when on
     * @param to until when, exclusive; empty while it lasts
     * @param why what made it the owner, for people
     */
    public record OwnershipInterval(
            String service,
            List<InetAddress> addresses,
            NodeId owner,
            long epoch,
            Instant from,
            Optional<Instant> to,
            String why) {

        public OwnershipInterval {
            Objects.requireNonNull(service, "service");
            addresses = List.copyOf(addresses);
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(to, "to");
            Objects.requireNonNull(why, "why");
        }

        /** Whether it covers a moment. */
        public boolean contains(Instant moment) {
            return !moment.isBefore(from) && to.map(moment::isBefore).orElse(true);
        }
    }
}
