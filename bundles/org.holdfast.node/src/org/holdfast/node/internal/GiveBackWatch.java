package org.holdfast.node.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Ownership;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.plan.Decision;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.Refusal;
import org.holdfast.policy.Event;
import org.holdfast.policy.Planner;
import org.holdfast.policy.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a home host regain its services (claim 10), as soon as the policy says so. Confined to one thread. */
final class GiveBackWatch {

    private static final Logger LOG = LoggerFactory.getLogger(GiveBackWatch.class);

    private final Supplier<Snapshot> snapshots;
    private final PlanRunner runner;
    private final Map<String, List<String>> lastReasons = new HashMap<>();

    GiveBackWatch(Supplier<Snapshot> snapshots, PlanRunner runner) {
        this.snapshots = snapshots;
        this.runner = runner;
    }

    /** Looks once. */
    void look() {
        Snapshot snapshot = snapshots.get();
        for (Service service : snapshot.services()) {
            NodeId home = service.failover().home();
            boolean elsewhere = snapshot.cluster()
                    .declaredOwner(service.name())
                    .map(Ownership::node)
                    .filter(owner -> !owner.equals(home))
                    .isPresent();
            if (elsewhere && snapshot.isAlive(home) && !runner.isBusy(service.name())) {
                giveBack(snapshot, service);
            }
        }
    }

    private void giveBack(Snapshot snapshot, Service service) {
        for (Decision decision : Planner.decide(snapshot, new Event.HomeReturned(service.name()))) {
            switch (decision) {
                case Plan plan
                when runner.isBusy(plan.service().name()) -> LOG.debug("{} is under way already", plan.summary());
                case Plan plan ->
                    runner.start(plan, Duration.ZERO).whenComplete((incident, failure) -> {
                        if (failure != null) {
                            LOG.error("{}: {}", plan.summary(), failure.getMessage());
                        }
                    });
                case Refusal refusal -> {
                    if (!refusal.reasons().equals(lastReasons.put(service.name(), refusal.reasons()))) {
                        LOG.info("{} isn't given back yet: {}", service.name(), refusal.reasons());
                    }
                }
            }
        }
    }
}
