package org.holdfast.model.history;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened and is never thinned out: it is kept even while the database is away. The same {@code id}
 * is kept once, however often it is recorded.
 */
public sealed interface HistoryFact
        permits AuditEntry,
                MemberEvent,
                Detection,
                PlanRecord,
                PolicyVersion,
                OwnershipChange,
                ClockJump,
                PacketSegment,
                SegmentRemoval,
                IncidentEvent,
                IncidentNote,
                IncidentHandling,
                IncidentLesson,
                IncidentSegments {

    /** Unique; made by whoever noticed it. */
    UUID id();

    /** When it happened. */
    Instant at();
}
