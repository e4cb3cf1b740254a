package org.holdfast.history;

import static org.holdfast.history.Facts.event;
import static org.holdfast.history.Facts.id;
import static org.holdfast.history.Incidents.ALPHA;
import static org.holdfast.history.Incidents.AT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.holdfast.model.history.Handling;
import org.holdfast.model.history.IncidentEvent;
import org.holdfast.model.history.IncidentFile;
import org.holdfast.model.history.IncidentHandling;
import org.holdfast.model.history.IncidentLesson;
import org.holdfast.model.history.IncidentNote;
import org.holdfast.model.history.IncidentOverview;
import org.holdfast.model.history.IncidentSegments;
import org.holdfast.model.history.Page;
import org.holdfast.model.history.Severity;
import org.holdfast.model.history.When;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class IncidentFileTest {

    private static final String WEB = Incidents.service().name();

    @Parameter
    TestDatabase database;

    @TempDir
    Path directory;

    private History history;

    @BeforeEach
    void open() {
        history = History.open(database.fresh(directory));
    }

    @AfterEach
    void close() {
        history.close();
    }

    @Test
    void anEventOpensAnIncidentAndARelatedOneJoinsIt() {
        long first = history.record(event(1, AT, WEB, Severity.INFO)).orElseThrow();
        long second = history.record(event(2, AT.plusSeconds(60), WEB, Severity.CRITICAL))
                .orElseThrow();

        assertEquals(first, second);
        IncidentFile file = history.queries().incident(first).orElseThrow();
        assertEquals(
                List.of(event(1, AT, WEB, Severity.INFO), event(2, AT.plusSeconds(60), WEB, Severity.CRITICAL)),
                file.events());
        assertEquals(Severity.CRITICAL, file.overview().severity(), "as bad as its worst event");
        assertEquals("two hosts send from 10.0.0.5", file.overview().title());
        assertEquals(Optional.empty(), file.change());
    }

    @Test
    void theSameEventIsKeptOnce() {
        long first = history.record(event(1, AT, WEB, Severity.INFO)).orElseThrow();
        long again = history.record(event(1, AT, WEB, Severity.INFO)).orElseThrow();

        assertEquals(first, again);
        assertEquals(1, history.queries().incident(first).orElseThrow().events().size());
    }

    @Test
    void whatIsNotRelatedOpensAnother() {
        long first = number(event(1, AT, WEB, Severity.INFO));

        assertTrue(first != number(event(2, AT, "mail", Severity.INFO)), "another service");
        assertTrue(first != number(event(3, AT.plusSeconds(601), WEB, Severity.INFO)), "too late");
        assertTrue(number(about(4, AT)) != number(event(5, AT, "", Severity.INFO)), "about nothing in particular");
    }

    @Test
    void eventsOfTheSameHostBelongTogether() {
        assertEquals(number(about(1, AT)), number(about(2, AT.plusSeconds(1))));
    }

    @Test
    void anEventJoinsTheIncidentThatItNames() {
        long mail = number(event(1, AT, "mail", Severity.INFO));
        number(event(2, AT, WEB, Severity.INFO));
        IncidentEvent named = naming(3, AT, WEB, mail);

        assertEquals(mail, number(named));
        assertEquals(
                named, history.queries().incident(mail).orElseThrow().events().getLast());
    }

    @Test
    void aResolvedIncidentIsJoinedByNothing() {
        long first = number(event(1, AT, WEB, Severity.INFO));
        history.record(new IncidentHandling(id(9), AT, first, Handling.RESOLVED, Optional.empty(), "ada"));

        assertTrue(first != number(event(2, AT.plusSeconds(1), WEB, Severity.INFO)));
    }

    @Test
    void aChangeOfOwnerTakesInWhatWasNoticedBefore() {
        long noticed = number(event(1, AT.minusSeconds(5), WEB, Severity.WARNING));
        Incident change = history.open(Incidents.rich());
        history.record(event(2, AT.plusSeconds(5), WEB, Severity.WARNING));

        IncidentFile file = history.queries().incident(change.number()).orElseThrow();
        assertEquals(Optional.of(change), file.change());
        assertEquals(2, file.events().size(), "one before, one after");
        IncidentOverview before =
                history.queries().incident(noticed).orElseThrow().overview();
        assertEquals(Optional.of(change.number()), before.joinedInto());
        assertEquals(Handling.RESOLVED, before.handling());
        assertEquals(change.number(), number(naming(3, AT, WEB, noticed)), "what names the old one finds the new one");
    }

    @Test
    void plannedChangesNeedNobodysAttentionAndFailedOnesAreCritical() {
        Incident migration = history.open(Incidents.bare());
        assertEquals(Severity.INFO, overview(migration.number()).severity());
        assertEquals(Handling.OPEN, overview(migration.number()).handling());

        history.update(withState(migration, Incident.State.DONE));
        assertEquals(Handling.RESOLVED, overview(migration.number()).handling());

        Incident failed = history.open(Incidents.bare());
        history.update(withState(failed, Incident.State.FAILED));
        assertEquals(Severity.CRITICAL, overview(failed.number()).severity());
        assertEquals(Handling.OPEN, overview(failed.number()).handling());
        assertEquals(
                IncidentEvent.Source.ADMINISTRATOR, overview(failed.number()).source());
    }

    @Test
    void isAcknowledgedResolvedAndOpenedAgain() {
        long number = number(event(1, AT, WEB, Severity.WARNING));
        IncidentHandling acknowledged =
                new IncidentHandling(id(2), AT.plusSeconds(1), number, Handling.ACKNOWLEDGED, Optional.empty(), "ada");
        IncidentHandling resolved = new IncidentHandling(
                id(3), AT.plusSeconds(2), number, Handling.RESOLVED, Optional.of(Severity.INFO), "bob");
        IncidentHandling opened =
                new IncidentHandling(id(4), AT.plusSeconds(3), number, Handling.OPEN, Optional.empty(), "bob");

        history.record(acknowledged);
        assertEquals(Handling.ACKNOWLEDGED, overview(number).handling());
        history.record(resolved);
        assertEquals(Handling.RESOLVED, overview(number).handling());
        assertEquals(Severity.INFO, overview(number).severity());
        assertEquals(Optional.of(AT.plusSeconds(2)), overview(number).closedAt());
        history.record(opened);
        assertEquals(Optional.empty(), overview(number).closedAt());

        assertEquals(
                List.of(acknowledged, resolved, opened),
                history.queries().incident(number).orElseThrow().handlings());
    }

    @Test
    void anAdministratorsWordOnTheSeverityHolds() {
        Incident change = history.open(Incidents.rich());
        assertEquals(Severity.CRITICAL, overview(change.number()).severity());
        history.record(new IncidentHandling(
                id(1), AT, change.number(), Handling.ACKNOWLEDGED, Optional.of(Severity.WARNING), "ada"));

        history.update(change);

        assertEquals(Severity.WARNING, overview(change.number()).severity());
        assertEquals(Handling.ACKNOWLEDGED, overview(change.number()).handling());
    }

    @Test
    void holdsNotesAndLessons() {
        long number = number(event(1, AT, WEB, Severity.WARNING));
        IncidentNote note = new IncidentNote(id(2), AT, number, "ada", "line one\nline two");
        IncidentLesson lesson =
                new IncidentLesson(id(3), AT, number, "gamma as second failover host", 12, 7, 12, "name gamma");

        history.record(note);
        history.record(note);
        history.record(lesson);

        IncidentFile file = history.queries().incident(number).orElseThrow();
        assertEquals(List.of(note), file.notes());
        assertEquals(List.of(lesson), file.lessons());
    }

    @Test
    void pinsItsPacketFiles() {
        long number = number(event(1, AT, WEB, Severity.WARNING));
        history.record(Facts.segment(11, AT, AT));
        history.record(Facts.segment(12, AT, AT));
        assertEquals(List.of(), history.queries().pinnedSegments());

        history.record(new IncidentSegments(id(2), AT, number, Facts.CACHE, List.of(12L, 13L)));
        history.record(new IncidentSegments(id(3), AT, number, Facts.CACHE, List.of(12L)));

        assertEquals(List.of(Facts.segment(12, AT, AT)), history.queries().pinnedSegments());
        assertEquals(
                List.of(Facts.segment(12, AT, AT)),
                history.queries().incident(number).orElseThrow().segments());
    }

    @Test
    void aNoteOnAnUnknownIncidentIsRefusedAndPutAside() throws Exception {
        IncidentNote note = new IncidentNote(id(1), AT, 77, "ada", "what was it?");

        StoreException e = assertThrows(StoreException.class, () -> history.record(note));

        assertTrue(e.getMessage().contains("refuses"), e.getMessage());
        assertTrue(Files.readString(directory.resolve("rejected.txt")).contains("what was it?"));
        assertEquals(1, history.health().putAside().size());
        history.record(Facts.audit(2, AT));
        assertEquals(
                1,
                history.queries()
                        .audit(When.ever(), Page.Request.first(9))
                        .items()
                        .size(),
                "life goes on");
    }

    @Test
    void isFoundByTheTimeInWhichItWasOpen() {
        Incident closed = history.open(Incidents.rich());
        long open = number(event(1, AT.plusSeconds(10), "mail", Severity.INFO));

        assertEquals(List.of(), numbers(new When.At(AT.minusSeconds(1))));
        assertEquals(List.of(closed.number()), numbers(new When.At(AT)));
        assertEquals(List.of(open), numbers(new When.At(AT.plusSeconds(99))));
        assertEquals(List.of(open, closed.number()), numbers(When.ever()));
    }

    @Test
    void overviewsArePaged() {
        long first = number(event(1, AT, "a", Severity.INFO));
        long second = number(event(2, AT, "b", Severity.INFO));
        long third = number(event(3, AT.plusSeconds(1), "c", Severity.INFO));

        Page<IncidentOverview> page = history.queries().incidents(When.ever(), Page.Request.first(2));
        Page<IncidentOverview> rest = history.queries().incidents(When.ever(), new Page.Request(2, page.next()));

        assertEquals(
                List.of(third, second),
                page.items().stream().map(IncidentOverview::number).toList());
        assertEquals(
                List.of(first),
                rest.items().stream().map(IncidentOverview::number).toList());
        assertEquals(Optional.empty(), rest.next());
    }

    private long number(IncidentEvent event) {
        return history.record(event).orElseThrow();
    }

    private IncidentOverview overview(long number) {
        return history.queries().incident(number).orElseThrow().overview();
    }

    private List<Long> numbers(When when) {
        return history.queries().incidents(when, Page.Request.first(9)).items().stream()
                .map(IncidentOverview::number)
                .toList();
    }

    private static IncidentEvent about(long number, Instant at) {
        IncidentEvent e = event(number, at, "", Severity.INFO);
        return new IncidentEvent(
                e.id(),
                at,
                e.source(),
                e.kind(),
                e.severity(),
                "",
                Optional.of(ALPHA),
                e.sentence(),
                e.evidence(),
                e.incident());
    }

    private static IncidentEvent naming(long number, Instant at, String service, long incident) {
        IncidentEvent e = event(number, at, service, Severity.INFO);
        return new IncidentEvent(
                e.id(),
                at,
                IncidentEvent.Source.ADMINISTRATOR,
                e.kind(),
                e.severity(),
                service,
                e.node(),
                e.sentence(),
                e.evidence(),
                Optional.of(incident));
    }

    private static Incident withState(Incident i, Incident.State state) {
        return new Incident(i.number(), i.openedAt(), Optional.of(AT), state, i.plan(), i.steps(), i.connections());
    }
}
