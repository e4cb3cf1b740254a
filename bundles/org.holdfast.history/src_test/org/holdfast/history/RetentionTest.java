package org.holdfast.history;

import static org.holdfast.history.Facts.id;
import static org.holdfast.history.Incidents.AT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.holdfast.history.internal.Database;
import org.holdfast.history.internal.UrlSource;
import org.holdfast.history.internal.retention.RetentionJob;
import org.holdfast.model.history.AuditEntry;
import org.holdfast.model.history.ConnectionLog;
import org.holdfast.model.history.ConnectionQuestion;
import org.holdfast.model.history.Handling;
import org.holdfast.model.history.HistoryKind;
import org.holdfast.model.history.IncidentHandling;
import org.holdfast.model.history.IncidentSegments;
import org.holdfast.model.history.Page;
import org.holdfast.model.history.PolicyVersion;
import org.holdfast.model.history.Retention;
import org.holdfast.model.history.Retention.Limit;
import org.holdfast.model.history.SegmentRemoval;
import org.holdfast.model.history.Severity;
import org.holdfast.model.history.When;
import org.holdfast.model.ownership.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class RetentionTest {

    private static final Page.Request MANY = Page.Request.first(10_000);
    private static final Duration DAY = Duration.ofDays(1);
    private static final long PLENTY = 1L << 40;

    @Parameter
    TestDatabase kind;

    @TempDir
    Path directory;

    private HistoryOptions options;
    private History history;

    @BeforeEach
    void open() {
        options = kind.fresh(directory);
        history = History.open(options);
    }

    @AfterEach
    void close() {
        history.close();
    }

    @Test
    void whatIsOlderThanItsLimitGoes() throws SQLException {
        LongStream.range(0, 5).forEach(n -> history.record(Facts.audit(n, AT.plus(DAY.multipliedBy(n)))));
        Facts.all().stream().skip(1).forEach(history::record);

        apply(HistoryKind.AUDIT, new Limit(DAY.multipliedBy(2), PLENTY), AT.plus(DAY.multipliedBy(4)));

        assertEquals(List.of(4L, 3L, 2L), audit());
        assertEquals(1, history.queries().members(When.ever(), MANY).items().size(), "other kinds have other limits");
    }

    @Test
    void whatIsMoreThanItsLimitGoesTheOldestFirst() throws SQLException {
        LongStream.range(0, 20).forEach(n -> history.record(Facts.audit(n, AT.plusSeconds(n))));

        apply(HistoryKind.AUDIT, new Limit(DAY, 4 * 500), AT);

        assertEquals(List.of(19L, 18L, 17L, 16L), audit());
    }

    @Test
    void connectionsGoByTheChunk() throws SQLException {
        summarise(AT, 6_000);
        summarise(AT.plus(DAY), 10);

        apply(HistoryKind.CONNECTIONS, new Limit(DAY.multipliedBy(2), PLENTY), AT.plus(DAY));
        assertEquals(6_010, connections());

        apply(HistoryKind.CONNECTIONS, new Limit(DAY, PLENTY), AT.plus(DAY).plusSeconds(1));
        assertEquals(10, connections());
        assertEquals(
                10, history.queries().connectionCounts(When.ever()).getFirst().connections());
    }

    @Test
    void connectionsGoByTheirNumberToo() throws SQLException {
        summarise(AT, 100);
        summarise(AT.plusSeconds(1), 100);

        apply(HistoryKind.CONNECTIONS, new Limit(DAY, 150 * 250), AT);

        assertEquals(100, connections());
    }

    @Test
    void whatLastsStillIsKept() throws SQLException {
        history.record(Facts.policy(1, AT));
        history.record(Facts.policy(2, AT.plusSeconds(1)));
        history.recordOwnership(Incidents.ownership(Incidents.ALPHA, Role.OWNER, 1), AT, "boot");
        history.open(Incidents.bare());
        Instant later = AT.plus(DAY.multipliedBy(1_000));

        apply(HistoryKind.POLICIES, new Limit(DAY, 1), later);
        apply(HistoryKind.OWNERSHIP, new Limit(DAY, 1), later);
        apply(HistoryKind.INCIDENTS, new Limit(DAY, 1), later);

        assertEquals(
                List.of(2L),
                history.queries().policies(When.ever(), MANY).items().stream()
                        .map(PolicyVersion::version)
                        .toList());
        assertEquals(1, history.ownership(Optional.empty()).size());
        assertEquals(1, history.newest(9).size());
    }

    @Test
    void packetFilesArePinnedAsLongAsTheIncidentIsKept() throws SQLException {
        long number =
                history.record(Facts.event(1, AT, "web", Severity.WARNING)).orElseThrow();
        history.record(Facts.segment(12, AT, AT));
        history.record(new IncidentSegments(id(2), AT, number, Facts.CACHE, List.of(12L)));
        history.record(new IncidentHandling(id(3), AT, number, Handling.RESOLVED, Optional.empty(), "ada"));
        assertEquals(1, history.queries().pinnedSegments().size());

        apply(HistoryKind.INCIDENTS, new Limit(DAY, PLENTY), AT.plus(DAY).plusSeconds(1));

        assertEquals(List.of(), history.queries().pinnedSegments());
        assertEquals(Optional.empty(), history.queries().incident(number));
    }

    @Test
    void theIndexForgetsFilesThatWereDeletedLongAgo() throws SQLException {
        history.record(Facts.segment(1, AT, AT));
        history.record(Facts.segment(2, AT, AT));
        history.record(new SegmentRemoval(id(9), AT, Facts.CACHE, 1));

        apply(HistoryKind.SEGMENTS, new Limit(DAY, PLENTY), AT.plus(DAY).plusSeconds(1));

        assertEquals(1, history.queries().segments(When.ever(), MANY).items().size());
    }

    private void apply(HistoryKind which, Limit limit, Instant now) throws SQLException {
        String url = options.url().orElseThrow();
        RetentionJob job = new RetentionJob(new Retention(Map.of(which, limit)), InstantSource.fixed(now));
        try (Database database = Database.open(UrlSource.of(url), "test")) {
            boolean isMore = true;
            while (isMore) {
                isMore = job.step(database);
            }
        }
    }

    private void summarise(Instant at, int count) {
        ConnectionLog log = history.connections(Facts.CACHE, at);
        LongStream.range(0, count).forEach(id -> log.closed(Connections.of(id, at, at), at));
        log.end(at);
        history.close();
        history = History.open(options);
    }

    private int connections() {
        return history.queries()
                .connections(ConnectionQuestion.of(When.ever()), MANY)
                .items()
                .size();
    }

    private List<Long> audit() {
        return history.queries().audit(When.ever(), MANY).items().stream()
                .map(AuditEntry::id)
                .map(UUID::getLeastSignificantBits)
                .toList();
    }
}
