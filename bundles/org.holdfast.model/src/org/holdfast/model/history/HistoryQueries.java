package org.holdfast.model.history;

import java.util.List;
import java.util.Optional;
import org.holdfast.model.incident.StoreException;

/**
 * Questions to the history. Any thread may ask; answers take a disk's time, so never ask on a user-interface thread.
 * Unless it says otherwise, the newest come first. Every method throws a {@link StoreException} when the history can't
 * be read, and an {@link IllegalArgumentException} when {@link Page.Request#after} isn't from a page of that question.
 */
public interface HistoryQueries {

    /** Connections, living ones first, then in the order in which their ends were recorded, the last first. */
    Page<ConnectionRecord> connections(ConnectionQuestion question, Page.Request page);

    /** How many connections ended with which verdict in that time or until then, by service and verdict. */
    List<ConnectionCount> connectionCounts(When when);

    /** Summaries that were left out. */
    Page<Thinning> thinnings(When when, Page.Request page);

    /**
     * Who owned what, by service and then by time.
     *
     * @param service only this one
     */
    List<OwnershipPeriod> ownership(When when, Optional<String> service);

    /** The policies that were in force. */
    Page<PolicyVersion> policies(When when, Page.Request page);

    Page<IncidentOverview> incidents(When when, Page.Request page);

    /** One incident, whole. */
    Optional<IncidentFile> incident(long number);

    Page<AuditEntry> audit(When when, Page.Request page);

    Page<MemberEvent> members(When when, Page.Request page);

    Page<Detection> detections(When when, Page.Request page);

    Page<PlanRecord> plans(When when, Page.Request page);

    Page<CaptureSample> capture(When when, Page.Request page);

    Page<ClockJump> clockJumps(When when, Page.Request page);

    /** Packet files that hold packets of that time and weren't deleted. */
    Page<PacketSegment> segments(When when, Page.Request page);

    /** Packet files that belong to an incident and must not be deleted. */
    List<PacketSegment> pinnedSegments();
}
