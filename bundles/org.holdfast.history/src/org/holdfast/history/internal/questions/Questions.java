package org.holdfast.history.internal.questions;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.holdfast.history.internal.Database;
import org.holdfast.history.internal.connections.ConnectionReader;
import org.holdfast.history.internal.connections.CountReader;
import org.holdfast.history.internal.facts.AuditTable;
import org.holdfast.history.internal.facts.CaptureTable;
import org.holdfast.history.internal.facts.ClockJumpTable;
import org.holdfast.history.internal.facts.DetectionTable;
import org.holdfast.history.internal.facts.FactTable;
import org.holdfast.history.internal.facts.MemberTable;
import org.holdfast.history.internal.facts.OwnershipTable;
import org.holdfast.history.internal.facts.PlanTable;
import org.holdfast.history.internal.facts.PolicyTable;
import org.holdfast.history.internal.facts.SegmentTable;
import org.holdfast.history.internal.facts.ThinningTable;
import org.holdfast.history.internal.incidents.IncidentFiles;
import org.holdfast.model.history.AuditEntry;
import org.holdfast.model.history.CaptureSample;
import org.holdfast.model.history.ClockJump;
import org.holdfast.model.history.ConnectionCount;
import org.holdfast.model.history.ConnectionQuestion;
import org.holdfast.model.history.ConnectionRecord;
import org.holdfast.model.history.Detection;
import org.holdfast.model.history.HistoryQueries;
import org.holdfast.model.history.IncidentFile;
import org.holdfast.model.history.IncidentOverview;
import org.holdfast.model.history.MemberEvent;
import org.holdfast.model.history.OwnershipPeriod;
import org.holdfast.model.history.PacketSegment;
import org.holdfast.model.history.Page;
import org.holdfast.model.history.PlanRecord;
import org.holdfast.model.history.PolicyVersion;
import org.holdfast.model.history.Thinning;
import org.holdfast.model.history.When;

/** Answers from the database, each in one snapshot of it. */
public final class Questions implements HistoryQueries {

    private final Function<String, Database> database;

    /** @param database gives the one that is there, or throws; is told what can't be read without it */
    public Questions(Function<String, Database> database) {
        this.database = database;
    }

    private <T> T ask(String what, Database.Work<T> work) {
        String doing = what + " can't be read";
        return database.apply(doing).read(doing, work);
    }

    private <T> Page<T> page(String what, FactTable<T> table, When when, Page.Request page) {
        return ask(what, c -> table.page(c, when, page));
    }

    @Override
    public Page<ConnectionRecord> connections(ConnectionQuestion question, Page.Request page) {
        return ask("connections", c -> ConnectionReader.page(c, question, page));
    }

    @Override
    public List<ConnectionCount> connectionCounts(When when) {
        return ask("counts of connections", c -> CountReader.counts(c, when));
    }

    @Override
    public Page<Thinning> thinnings(When when, Page.Request page) {
        return page("what was left out", ThinningTable.TABLE, when, page);
    }

    @Override
    public List<OwnershipPeriod> ownership(When when, Optional<String> service) {
        return ask("ownership", c -> OwnershipTable.list(c, when, service));
    }

    @Override
    public Page<PolicyVersion> policies(When when, Page.Request page) {
        return ask("policies", c -> PolicyTable.inForce(c, when, page));
    }

    @Override
    public Page<IncidentOverview> incidents(When when, Page.Request page) {
        return ask("incidents", c -> IncidentFiles.page(c, when, page));
    }

    @Override
    public Optional<IncidentFile> incident(long number) {
        return ask("incident " + number, c -> IncidentFiles.find(c, number));
    }

    @Override
    public Page<AuditEntry> audit(When when, Page.Request page) {
        return page("the audit", AuditTable.TABLE, when, page);
    }

    @Override
    public Page<MemberEvent> members(When when, Page.Request page) {
        return page("comings and goings of members", MemberTable.TABLE, when, page);
    }

    @Override
    public Page<Detection> detections(When when, Page.Request page) {
        return page("detections", DetectionTable.TABLE, when, page);
    }

    @Override
    public Page<PlanRecord> plans(When when, Page.Request page) {
        return page("plans", PlanTable.TABLE, when, page);
    }

    @Override
    public Page<CaptureSample> capture(When when, Page.Request page) {
        return page("the capture's health", CaptureTable.TABLE, when, page);
    }

    @Override
    public Page<ClockJump> clockJumps(When when, Page.Request page) {
        return page("set clocks", ClockJumpTable.TABLE, when, page);
    }

    @Override
    public Page<PacketSegment> segments(When when, Page.Request page) {
        return ask("the index of packets", c -> SegmentTable.covering(c, when, page));
    }

    @Override
    public List<PacketSegment> pinnedSegments() {
        return ask("the index of packets", c -> SegmentTable.pinned(c, Optional.empty()));
    }
}
