package org.holdfast.agent.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.holdfast.cluster.Message;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.plan.ConnectionOutcome;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.StepKind;
import org.holdfast.model.plan.StepResult;
import org.holdfast.model.plan.StepResult.Outcome;

/** Tells the one who asked for a plan how each step and each connection went. */
final class PlanReporter {

    private final Plan plan;
    private final NodeId self;
    private final InstantSource clock;
    private final Consumer<Message> send;

    PlanReporter(Plan plan, NodeId self, InstantSource clock, Consumer<Message> send) {
        this.plan = plan;
        this.self = self;
        this.clock = clock;
        this.send = send;
    }

    /** What a step did, for people, together with what it gave. */
    record Done<T>(T value, String detail) {}

    /** Runs a step and reports it, done or failed. */
    <T> T step(StepKind kind, Callable<Done<T>> work) throws Exception {
        Instant start = clock.instant();
        try {
            Done<T> done = work.call();
            done(kind, start, clock.instant(), done.detail());
            return done.value();
        } catch (Exception e) {
            failed(kind, start, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    void done(StepKind kind, Instant start, Instant end, String detail) {
        report(kind, start, end, Outcome.DONE, detail);
    }

    void failed(StepKind kind, Instant start, String why) {
        report(kind, start, clock.instant(), Outcome.FAILED, why);
    }

    private void report(StepKind kind, Instant start, Instant end, Outcome outcome, String detail) {
        Duration took = Duration.between(start, end);
        send.accept(new Message.StepReport(new StepResult(plan.id(), kind, self, start, took, outcome, detail)));
    }

    void outcome(ConnectionOutcome outcome) {
        send.accept(new Message.OutcomeReport(outcome));
    }

    void finished(boolean success, String detail) {
        send.accept(new Message.Finished(plan.id(), success, detail));
    }
}
