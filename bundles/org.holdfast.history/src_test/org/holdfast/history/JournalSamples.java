package org.holdfast.history;

import static org.holdfast.history.Facts.id;
import static org.holdfast.history.Incidents.AT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.history.internal.entries.Entry;
import org.holdfast.history.internal.entries.EntryCodec;
import org.holdfast.model.history.Handling;
import org.holdfast.model.history.IncidentHandling;
import org.holdfast.model.history.IncidentLesson;
import org.holdfast.model.history.IncidentNote;
import org.holdfast.model.history.IncidentSegments;
import org.holdfast.model.history.OwnershipChange;
import org.holdfast.model.history.SegmentRemoval;
import org.holdfast.model.history.Severity;

/** One of every kind of entry. */
public final class JournalSamples {

    private JournalSamples() {}

    public static List<Entry> all() {
        List<Entry> all = new ArrayList<>();
        Facts.all().forEach(fact -> all.add(new Entry.Fact(fact)));
        List.of(
                        new OwnershipChange(
                                id(20), AT, "web", Incidents.service().addresses(), Incidents.ALPHA, 3, "boot", "ada"),
                        new SegmentRemoval(id(21), AT, Facts.CACHE, 8),
                        Facts.event(22, AT, "web", Severity.CRITICAL),
                        new IncidentNote(id(23), AT, 7, "ada", "line one\nline two"),
                        new IncidentHandling(id(24), AT, 7, Handling.RESOLVED, Optional.of(Severity.INFO), "ada"),
                        new IncidentLesson(id(25), AT, 7, "gamma, too", 12, 7, 11, "name gamma"),
                        new IncidentSegments(id(26), AT, 7, Facts.CACHE, List.of(1L, 2L)))
                .forEach(fact -> all.add(new Entry.Fact(fact)));
        all.add(new Entry.IncidentState(Incidents.numbered(Incidents.rich(), 7)));
        all.add(new Entry.IncidentState(Incidents.numbered(Incidents.bare(), 8)));
        return all;
    }

    /** Prints them as the journal holds them. */
    public static void main(String[] arguments) {
        for (Entry entry : all()) {
            System.out.writeBytes(EntryCodec.encode(entry));
            System.out.print("\n");
        }
    }
}
