package org.holdfast.policy;

import java.util.List;
import org.holdfast.model.plan.Decision;
import org.holdfast.policy.internal.Judge;

/**
 * Makes plans. There is one way for automatic, manual and dry run: the plan that is returned is the plan that is
 * carried out. The same snapshot and event give the same decisions, IDs included.
 */
public final class Planner {

    private Planner() {}

    /**
     * Decides an event.
     *
     * @return one decision for each service it concerns; empty when it concerns none. Services that share an address are
     *     decided together, so that an event about one of them can have decisions about the others too
     */
    public static List<Decision> decide(Snapshot snapshot, Event event) {
        return evaluate(snapshot, event).stream().map(Evaluation::decision).toList();
    }

    /** The same decisions, each with what was said of every host, in the order of the policies. */
    public static List<Evaluation> evaluate(Snapshot snapshot, Event event) {
        Judge judge = new Judge(snapshot);
        return switch (event) {
            case Event.HostFailed failed -> judge.failed(failed);
            case Event.TakeoverConfirmed confirmed -> judge.confirmed(confirmed);
            case Event.TakeoverOrdered ordered -> judge.ordered(ordered);
            case Event.MigrationRequested wanted -> judge.migrated(wanted);
            case Event.EvacuationRequested wanted -> judge.evacuated(wanted);
            case Event.HomeReturned returned -> judge.returned(returned);
        };
    }
}
