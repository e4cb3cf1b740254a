package org.holdfast.node.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.IncidentConnection;
import org.holdfast.model.incident.StreamProof;
import org.holdfast.model.plan.ConnectionOutcome;
import org.holdfast.model.plan.ConnectionOutcome.Fate;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.PlannedConnection;
import org.holdfast.model.plan.StepResult;

/** What is known of an incident while it grows. Thread-safe; {@link #snapshot()} gives it as a value. */
final class RunningIncident {

    /** Both directions of a connection at one moment. */
    record Proofs(StreamProof inbound, StreamProof outbound) {}

    private final Plan plan;
    private final Instant openedAt;
    private final List<StepResult> steps = new ArrayList<>();
    private final Map<Long, ConnectionOutcome> outcomes = new LinkedHashMap<>();
    private final Map<Long, Proofs> atFailure = new LinkedHashMap<>();
    private final Map<Long, Proofs> atEnd = new LinkedHashMap<>();
    private final Map<Long, Duration> stalls = new LinkedHashMap<>();
    private long number;
    private Optional<Instant> closedAt = Optional.empty();
    private Incident.State state = Incident.State.RUNNING;

    RunningIncident(Plan plan, Instant openedAt) {
        this.plan = plan;
        this.openedAt = openedAt;
    }

    Plan plan() {
        return plan;
    }

    synchronized long number() {
        return number;
    }

    synchronized void number(long given) {
        number = given;
    }

    synchronized void step(StepResult step) {
        steps.add(step);
    }

    synchronized void outcome(ConnectionOutcome outcome) {
        outcomes.put(outcome.connection(), outcome);
    }

    synchronized void atFailure(long connection, Proofs proofs) {
        atFailure.put(connection, proofs);
    }

    synchronized void atEnd(long connection, Proofs proofs) {
        atEnd.put(connection, proofs);
    }

    synchronized void stall(long connection, Duration stall) {
        stalls.put(connection, stall);
    }

    /** Connections that were continued. */
    synchronized List<Long> continued() {
        return outcomes.values().stream()
                .filter(o -> o.fate() == Fate.CONTINUED)
                .map(ConnectionOutcome::connection)
                .toList();
    }

    synchronized void close(Instant at, boolean carriedOut) {
        closedAt = Optional.of(at);
        boolean asPlanned = plan.connections().stream().allMatch(this::wentAsPlanned);
        state = !carriedOut ? Incident.State.FAILED : asPlanned ? Incident.State.DONE : Incident.State.DEGRADED;
    }

    private boolean wentAsPlanned(PlannedConnection planned) {
        ConnectionOutcome outcome = outcomes.get(planned.id());
        return outcome != null
                && switch (planned.mode()) {
                    case REPLAY -> outcome.fate() == Fate.CONTINUED;
                    case RESET -> outcome.fate() == Fate.RESET;
                };
    }

    synchronized Incident snapshot() {
        List<StepResult> inOrder = steps.stream()
                .sorted(Comparator.comparing(StepResult::startedAt).thenComparing(StepResult::kind))
                .toList();
        List<IncidentConnection> connections = plan.connections().stream()
                .filter(planned -> outcomes.containsKey(planned.id()) && atFailure.containsKey(planned.id()))
                .map(this::connection)
                .toList();
        return new Incident(number, openedAt, closedAt, state, plan, inOrder, connections);
    }

    private IncidentConnection connection(PlannedConnection planned) {
        Proofs failure = atFailure.get(planned.id());
        Optional<Proofs> end = Optional.ofNullable(atEnd.get(planned.id()));
        return new IncidentConnection(
                outcomes.get(planned.id()),
                planned.verdict(),
                Optional.ofNullable(stalls.get(planned.id())),
                failure.inbound(),
                failure.outbound(),
                end.map(Proofs::inbound),
                end.map(Proofs::outbound));
    }
}
