package org.holdfast.model.history;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.holdfast.model.incident.Incident;

/**
 * All that is known of one incident.
 *
 * @param overview the line about it
 * @param change the change of owner with its plan, steps and connections; empty when there was none
 * @param events what made it and what joined it, by time; those of incidents that it took in as well
 * @param handlings who acknowledged and resolved it when, by time
 * @param notes what people wrote, by time
 * @param lessons what was learnt, by time
 * @param segments files with its packets
 */
public record IncidentFile(
        IncidentOverview overview,
        Optional<Incident> change,
        List<IncidentEvent> events,
        List<IncidentHandling> handlings,
        List<IncidentNote> notes,
        List<IncidentLesson> lessons,
        List<PacketSegment> segments) {

    public IncidentFile {
        Objects.requireNonNull(overview, "overview");
        Objects.requireNonNull(change, "change");
        events = List.copyOf(events);
        handlings = List.copyOf(handlings);
        notes = List.copyOf(notes);
        lessons = List.copyOf(lessons);
        segments = List.copyOf(segments);
    }
}
