package org.holdfast.history;

import static org.holdfast.history.Facts.id;
import static org.holdfast.history.Incidents.AT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.holdfast.model.history.AuditEntry;
import org.holdfast.model.history.HistoryFact;
import org.holdfast.model.history.HistoryQueries;
import org.holdfast.model.history.Page;
import org.holdfast.model.history.PolicyVersion;
import org.holdfast.model.history.SegmentRemoval;
import org.holdfast.model.history.When;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class FactsTest {

    private static final Page.Request FIRST = Page.Request.first(100);

    @Parameter
    TestDatabase database;

    @TempDir
    Path directory;

    private History history;
    private HistoryQueries queries;

    @BeforeEach
    void open() {
        history = History.open(database.fresh(directory));
        queries = history.queries();
    }

    @AfterEach
    void close() {
        history.close();
    }

    @Test
    void everyKindIsReadAsItWasRecorded() {
        Facts.all().forEach(history::record);

        assertEquals(List.of(withoutNul(Facts.audit(1, AT))), items(queries.audit(When.ever(), FIRST)));
        assertEquals(List.of(Facts.member(2, AT)), items(queries.members(When.ever(), FIRST)));
        assertEquals(List.of(Facts.detection(3, AT)), items(queries.detections(When.ever(), FIRST)));
        assertEquals(
                List.of(Facts.refusal(5, AT.plusSeconds(1)), Facts.plan(4, AT)),
                items(queries.plans(When.ever(), FIRST)));
        assertEquals(List.of(Facts.policy(6, AT)), items(queries.policies(When.ever(), FIRST)));
        assertEquals(List.of(Facts.jump(7, AT)), items(queries.clockJumps(When.ever(), FIRST)));
        assertEquals(List.of(Facts.segment(8, AT, AT.plusSeconds(5))), items(queries.segments(When.ever(), FIRST)));
    }

    /** PostgreSQL has no NUL in texts. */
    private static AuditEntry withoutNul(AuditEntry e) {
        return new AuditEntry(
                e.id(),
                e.at(),
                e.who(),
                e.role(),
                e.from(),
                e.action(),
                e.target(),
                e.result(),
                e.detail().replace('\0', '\uFFFD'),
                e.commandLine());
    }

    @Test
    void theSameFactIsKeptOnce() {
        for (HistoryFact fact : Facts.all()) {
            history.record(fact);
            history.record(fact);
        }

        assertEquals(1, items(queries.audit(When.ever(), FIRST)).size());
        assertEquals(2, items(queries.plans(When.ever(), FIRST)).size());
        assertEquals(1, items(queries.segments(When.ever(), FIRST)).size());
    }

    @Test
    void pagesFollowEachOtherWithoutHoleOrRepeat() {
        // Seven at the same time: the time alone doesn't say where a page ended.
        LongStream.range(0, 20).forEach(n -> history.record(Facts.audit(n, AT.plusSeconds(n < 7 ? 0 : n))));

        List<Long> read = new ArrayList<>();
        Page<AuditEntry> page = queries.audit(When.ever(), Page.Request.first(3));
        while (true) {
            page.items().forEach(entry -> read.add(entry.id().getLeastSignificantBits()));
            if (page.next().isEmpty()) {
                break;
            }
            page = queries.audit(When.ever(), new Page.Request(3, page.next()));
        }

        assertEquals(LongStream.iterate(19, n -> n >= 0, n -> n - 1).boxed().toList(), read);
    }

    @Test
    void aPageThatIsJustFullHasNoNext() {
        LongStream.range(0, 3).forEach(n -> history.record(Facts.audit(n, AT)));

        assertEquals(
                Optional.empty(),
                queries.audit(When.ever(), Page.Request.first(3)).next());
    }

    @Test
    void aCursorOfAnotherAnswerIsRefused() {
        Page.Request nonsense = new Page.Request(3, Optional.of("nonsense"));

        assertThrows(IllegalArgumentException.class, () -> queries.audit(When.ever(), nonsense));
        assertThrows(IllegalArgumentException.class, () -> queries.incidents(When.ever(), nonsense));
    }

    @Test
    void aMomentHasAllUntilThenAndAStretchOnlyItsOwn() {
        LongStream.range(0, 5).forEach(n -> history.record(Facts.audit(n, AT.plusSeconds(n))));

        assertEquals(List.of(2L, 1L, 0L), numbers(queries.audit(new When.At(AT.plusSeconds(2)), FIRST)));
        assertEquals(
                List.of(2L, 1L), numbers(queries.audit(new When.Between(AT.plusSeconds(1), AT.plusSeconds(3)), FIRST)));
    }

    @Test
    void thePolicyInForceIsTheNewestUntilThen() {
        history.record(Facts.policy(1, AT));
        history.record(Facts.policy(2, AT.plusSeconds(10)));
        history.record(Facts.policy(3, AT.plusSeconds(20)));

        assertEquals(List.of(), versions(queries.policies(new When.At(AT.minusSeconds(1)), FIRST)));
        assertEquals(List.of(1L), versions(queries.policies(new When.At(AT.plusSeconds(9)), FIRST)));
        assertEquals(List.of(2L), versions(queries.policies(new When.At(AT.plusSeconds(10)), FIRST)));
        assertEquals(
                List.of(2L, 1L),
                versions(queries.policies(new When.Between(AT.plusSeconds(5), AT.plusSeconds(20)), FIRST)),
                "1 was still in force when the time began");
    }

    @Test
    void packetFilesAreFoundByTheirTimeUntilTheyAreDeleted() {
        history.record(Facts.segment(1, AT, AT.plusSeconds(10)));
        history.record(Facts.segment(2, AT.plusSeconds(10), AT.plusSeconds(20)));

        assertEquals(
                2,
                queries.segments(new When.At(AT.plusSeconds(10)), FIRST).items().size());
        assertEquals(
                1,
                queries.segments(new When.At(AT.plusSeconds(11)), FIRST).items().size());

        history.record(new SegmentRemoval(id(3), AT.plusSeconds(30), Facts.CACHE, 2));

        assertEquals(List.of(Facts.segment(1, AT, AT.plusSeconds(10))), items(queries.segments(When.ever(), FIRST)));
    }

    private static <T> List<T> items(Page<T> page) {
        return page.items();
    }

    private static List<Long> numbers(Page<AuditEntry> page) {
        return page.items().stream().map(e -> e.id().getLeastSignificantBits()).toList();
    }

    private static List<Long> versions(Page<PolicyVersion> page) {
        return page.items().stream().map(PolicyVersion::version).toList();
    }
}
