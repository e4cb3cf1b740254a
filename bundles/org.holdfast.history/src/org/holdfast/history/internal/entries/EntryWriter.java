package org.holdfast.history.internal.entries;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;
import org.holdfast.history.internal.Counter;
import org.holdfast.history.internal.facts.AuditTable;
import org.holdfast.history.internal.facts.ClockJumpTable;
import org.holdfast.history.internal.facts.DetectionTable;
import org.holdfast.history.internal.facts.MemberTable;
import org.holdfast.history.internal.facts.OwnershipWriter;
import org.holdfast.history.internal.facts.PlanTable;
import org.holdfast.history.internal.facts.PolicyTable;
import org.holdfast.history.internal.facts.SegmentTable;
import org.holdfast.history.internal.incidents.IncidentFacts;
import org.holdfast.history.internal.incidents.IncidentWriter;
import org.holdfast.model.history.AuditEntry;
import org.holdfast.model.history.ClockJump;
import org.holdfast.model.history.Detection;
import org.holdfast.model.history.HistoryFact;
import org.holdfast.model.history.IncidentEvent;
import org.holdfast.model.history.IncidentHandling;
import org.holdfast.model.history.IncidentLesson;
import org.holdfast.model.history.IncidentNote;
import org.holdfast.model.history.IncidentSegments;
import org.holdfast.model.history.MemberEvent;
import org.holdfast.model.history.OwnershipChange;
import org.holdfast.model.history.PacketSegment;
import org.holdfast.model.history.PlanRecord;
import org.holdfast.model.history.PolicyVersion;
import org.holdfast.model.history.SegmentRemoval;
import org.holdfast.model.incident.Incident;

/** Writes entries into the tables of their kind, within the caller's transaction. */
public final class EntryWriter {

    /** Numbers from here on were given while the database was away; its own stay far below. */
    public static final long FIRST_WITHOUT_DATABASE = 1_000_000_000L;

    private final Connection connection;

    public EntryWriter(Connection connection) {
        this.connection = connection;
    }

    /** Returns the number of the incident that an event opened or joined; empty for all others. */
    public OptionalLong write(Entry entry) throws SQLException {
        return switch (entry) {
            case Entry.Fact(HistoryFact fact) -> write(fact);
            case Entry.IncidentState(Incident incident) -> {
                use(incident.number());
                new IncidentWriter(connection).put(incident);
                yield OptionalLong.empty();
            }
        };
    }

    /** A database that was made anew must not give a number a second time. */
    private void use(long number) throws SQLException {
        if (number < FIRST_WITHOUT_DATABASE) {
            Counter.INCIDENT.countFrom(connection, number + 1);
        }
    }

    private OptionalLong write(HistoryFact fact) throws SQLException {
        IncidentFacts incidents = new IncidentFacts(connection);
        switch (fact) {
            case AuditEntry audit -> AuditTable.TABLE.insertOnce(connection, audit.id(), audit);
            case MemberEvent event -> MemberTable.TABLE.insertOnce(connection, event.id(), event);
            case Detection detection -> DetectionTable.TABLE.insertOnce(connection, detection.id(), detection);
            case PlanRecord plan -> PlanTable.TABLE.insertOnce(connection, plan.id(), plan);
            case PolicyVersion policy -> PolicyTable.TABLE.insertOnce(connection, policy.id(), policy);
            case ClockJump jump -> ClockJumpTable.TABLE.insertOnce(connection, jump.id(), jump);
            case PacketSegment segment -> SegmentTable.TABLE.insertOnce(connection, segment.id(), segment);
            case OwnershipChange change -> new OwnershipWriter(connection).record(change);
            case SegmentRemoval removal -> SegmentTable.remove(connection, removal);
            case IncidentNote note -> incidents.note(note);
            case IncidentHandling handling -> incidents.handling(handling);
            case IncidentLesson lesson -> incidents.lesson(lesson);
            case IncidentSegments segments -> incidents.segments(segments);
            case IncidentEvent event -> {
                return OptionalLong.of(incidents.event(event));
            }
        }
        return OptionalLong.empty();
    }
}
