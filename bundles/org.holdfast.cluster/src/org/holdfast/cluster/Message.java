package org.holdfast.cluster;

import java.util.Objects;
import java.util.UUID;
import org.holdfast.model.plan.ConnectionOutcome;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.StepResult;

/**
 * What nodes tell each other about plans. Orders and reports alike are delivered at most once, in the order in which one
 * sender sent them. Solicitation, announcements and votes are no business of the receivers of messages and don't appear
 * here.
 */
public sealed interface Message {

    /** The plan that this is about. */
    UUID planId();

    /** To the failover host: do it. Not delivered when the plan's epoch is older than the receiver knows. */
    record CarryOut(Plan plan) implements Message {

        public CarryOut {
            Objects.requireNonNull(plan, "plan");
        }

        @Override
        public UUID planId() {
            return plan.id();
        }
    }

    /**
     * To the living owner: fence yourself, then answer with a {@link StepReport} of
     * {@link org.holdfast.model.plan.StepKind#RELEASE}. Not delivered when the plan's epoch is older than the receiver
     * knows.
     */
    record Release(Plan plan) implements Message {

        public Release {
            Objects.requireNonNull(plan, "plan");
        }

        @Override
        public UUID planId() {
            return plan.id();
        }
    }

    /** A step is done or has failed. */
    record StepReport(StepResult step) implements Message {

        public StepReport {
            Objects.requireNonNull(step, "step");
        }

        @Override
        public UUID planId() {
            return step.plan();
        }
    }

    /** What became of one connection. */
    record OutcomeReport(ConnectionOutcome outcome) implements Message {

        public OutcomeReport {
            Objects.requireNonNull(outcome, "outcome");
        }

        @Override
        public UUID planId() {
            return outcome.plan();
        }
    }

    /**
     * Nothing more will be done for a plan.
     *
     * @param plan which
     * @param success whether the service has its new owner
     * @param detail for people; may be empty
     */
    record Finished(UUID plan, boolean success, String detail) implements Message {

        public Finished {
            Objects.requireNonNull(plan, "plan");
            Objects.requireNonNull(detail, "detail");
        }

        @Override
        public UUID planId() {
            return plan;
        }
    }

    /**
     * Nothing was done for a plan. The cluster itself answers so to an order of an older epoch.
     *
     * @param plan which
     * @param reason a sentence for people
     */
    record Refused(UUID plan, String reason) implements Message {

        public Refused {
            Objects.requireNonNull(plan, "plan");
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public UUID planId() {
            return plan;
        }
    }
}
