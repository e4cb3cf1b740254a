package org.holdfast.history.internal.entries;

import org.holdfast.model.history.HistoryFact;
import org.holdfast.model.incident.Incident;

/** Something to write that is never left out. Each can be written again without harm, in the same order. */
public sealed interface Entry {

    /** A fact. */
    record Fact(HistoryFact fact) implements Entry {}

    /** An incident with a change of owner, whole: the first time or again. */
    record IncidentState(Incident incident) implements Entry {}
}
