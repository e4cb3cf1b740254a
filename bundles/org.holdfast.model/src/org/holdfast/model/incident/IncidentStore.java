package org.holdfast.model.incident;

import java.util.List;
import java.util.Optional;

/** Where incidents are kept. Implementations may be called from any thread and may block on a disk. */
public interface IncidentStore {

    /**
     * Opens a new incident: its {@code number} is ignored and a new one given.
     *
     * @return the incident with its number
     * @throws StoreException when it can't be written
     */
    Incident open(Incident incident);

    /**
     * Replaces what is kept of {@code incident.number()}.
     *
     * @throws StoreException when there is no such incident or it can't be written
     */
    void update(Incident incident);

    /** One incident, whole. */
    Optional<Incident> find(long number);

    /**
     * The newest incidents first.
     *
     * @param limit at most so many, 1 or more
     */
    List<Incident> newest(int limit);
}
