package org.holdfast.history;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.holdfast.history.internal.Precision;
import org.holdfast.history.internal.archive.Archives;
import org.holdfast.history.internal.assembly.Doors;
import org.holdfast.history.internal.entries.Entry;
import org.holdfast.history.internal.incidents.IncidentReader;
import org.holdfast.history.internal.incidents.IncidentWriter;
import org.holdfast.history.internal.questions.Questions;
import org.holdfast.history.internal.writer.HistoryStore;
import org.holdfast.model.history.ConnectionLog;
import org.holdfast.model.history.HistoryFact;
import org.holdfast.model.history.HistoryQueries;
import org.holdfast.model.history.HistoryRecorder;
import org.holdfast.model.history.OwnershipChange;
import org.holdfast.model.history.StoreHealth;
import org.holdfast.model.history.When;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.IncidentStore;
import org.holdfast.model.incident.StoreException;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Ownership;
import org.holdfast.model.ownership.Role;

/**
 * The history in a database. What a writing method returned for is on a disk: in the journal beside the database, or in
 * the database; it survives the end of the process by any means. Times are kept to the microsecond, durations to the
 * nanosecond.
 *
 * <p>Any thread may call; calls block on the disk, never on a user-interface thread. An interrupt doesn't stop them.
 * Several processes of one machine may have the same history open.
 */
public final class History implements IncidentStore, HistoryRecorder, AutoCloseable {

    private final HistoryStore store;
    private final HistoryQueries queries;

    /** For a store that was put together otherwise. */
    History(HistoryStore store) {
        this.store = store;
        this.queries = new Questions(store::database);
    }

    /**
     * Opens the history of a directory, an H2 database in its file {@code holdfast.mv.db}; both are made when missing.
     * When another process of this machine has it open, that one serves this one over loopback. A damaged file is put
     * aside under a name that ends with the time, and what can be read of it and of the journal goes into a new one;
     * {@link #health} tells it.
     *
     * @throws StoreException when the directory can't be used, the file was written by a newer program or is encrypted,
     *     or another process holds it and can't be reached
     */
    public static History open(Path directory) throws StoreException {
        return open(HistoryOptions.in(directory));
    }

    /**
     * Opens a history.
     *
     * @throws StoreException as {@link #open(Path)}; when the key is wrong; and unless it may start without it, when the
     *     database can't be reached
     */
    public static History open(HistoryOptions options) throws StoreException {
        return new History(Doors.open(options));
    }

    /**
     * Opens the history that a {@code jdbc:h2:} or {@code jdbc:postgresql:} URL names, without a journal: what the
     * database doesn't take at once is refused.
     *
     * @throws StoreException as {@link #open(Path)}, for a damaged file, and for URLs of other databases
     */
    public static History openUrl(String jdbcUrl) throws StoreException {
        return new History(Doors.openUrl(jdbcUrl));
    }

    /**
     * Opens the history behind a data source, H2 or PostgreSQL 15 and later, without a journal.
     *
     * @param location names it in messages; without a password
     * @throws StoreException as {@link #openUrl}
     */
    public static History openSource(DataSource source, String location) throws StoreException {
        return new History(Doors.openSource(source, location));
    }

    /** The file or URL of this history. */
    public String location() {
        return store.location();
    }

    @Override
    public Incident open(Incident incident) {
        Incident numbered = Precision.asStored(store.newNumber(), incident);
        store.write(new Entry.IncidentState(numbered));
        return numbered;
    }

    @Override
    public void update(Incident incident) {
        long number = incident.number();
        // While the database is away, nobody can tell.
        boolean isUnknown = store.present()
                .map(database -> !database.read(
                        "incident " + number + " can't be written", c -> new IncidentWriter(c).has(number)))
                .orElse(false);
        if (isUnknown) {
            throw new StoreException(
                    "History " + location() + ": incident " + number + " can't be updated, for there is none of that"
                            + " number. Open it first, or check that this is the history it was opened in.",
                    null);
        }
        store.write(new Entry.IncidentState(incident));
    }

    @Override
    public Optional<Incident> find(long number) {
        String doing = "incident " + number + " can't be read";
        return store.database(doing).read(doing, c -> IncidentReader.find(c, number));
    }

    @Override
    public List<Incident> newest(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit " + limit + " is not 1 or more");
        }
        String doing = "the newest incidents can't be read";
        return store.database(doing).read(doing, c -> IncidentReader.newest(c, limit));
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
        if (ownership.role() == Role.OWNER) {
            record(new OwnershipChange(
                    UUID.randomUUID(),
                    at,
                    ownership.service(),
                    ownership.addresses(),
                    ownership.node(),
                    ownership.epoch(),
                    why,
                    ownership.node().name()));
        }
    }

    /**
     * Who owned what, by service and then in the order of time.
     *
     * @param service only this one
     * @throws StoreException when it can't be read
     */
    public List<OwnershipInterval> ownership(Optional<String> service) {
        return queries.ownership(When.ever(), service).stream()
                .map(p -> new OwnershipInterval(
                        p.service(), p.addresses(), p.owner(), p.epoch(), p.from(), p.to(), p.why()))
                .toList();
    }

    @Override
    public OptionalLong record(HistoryFact fact) {
        return store.write(new Entry.Fact(fact));
    }

    @Override
    public ConnectionLog connections(NodeId cache, Instant at) {
        return store.connections(cache, at);
    }

    @Override
    public StoreHealth health() {
        return store.health();
    }

    @Override
    public void addHealthListener(Consumer<StoreHealth> listener) {
        store.addListener(listener);
    }

    @Override
    public void removeHealthListener(Consumer<StoreHealth> listener) {
        store.removeListener(listener);
    }

    /** What can be asked. */
    public HistoryQueries queries() {
        return queries;
    }

    /**
     * Copies the whole history as it is at this moment into a file, while it is written on. Any database takes it again.
     *
     * @param archive is made; an existing one is refused
     * @param key encrypts it; empty to leave it open
     * @return rows by table
     * @throws StoreException when the history can't be read or the file can't be written
     */
    public Map<String, Long> backUp(Path archive, Optional<HistoryKey> key) {
        String doing = "it can't be backed up";
        return Archives.write(store.database(doing), archive, key);
    }

    /**
     * Makes a history of what {@link #backUp} wrote: in a directory without one, or in an empty database.
     *
     * @param key of the archive; empty when it isn't encrypted
     * @param target where; its own key, if any, encrypts the new history
     * @return rows by table
     * @throws StoreException when the archive is damaged or of a newer version, or the target holds a history already;
     *     then a directory or a PostgreSQL database is as it was
     */
    public static Map<String, Long> restore(Path archive, Optional<HistoryKey> key, HistoryOptions target) {
        return Doors.restore(archive, key, target);
    }

    /** Writes what waits, for 15 s at most, and closes the database. What was written stays. */
    @Override
    public void close() {
        store.close();
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
