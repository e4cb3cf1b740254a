package org.holdfast.policy.internal;

import java.util.List;
import java.util.Optional;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.plan.Trigger;

/**
 * What an event asks of a service that has an owner.
 *
 * @param trigger what the plan is for
 * @param evidence what the plan stands on
 * @param target the host that is asked for; empty leaves it to the policy
 * @param whyNotOthers what is said of a host that is fit, but not the one asked for
 * @param checks what must hold, whichever host would be next
 */
record Ask(Trigger trigger, List<String> evidence, Optional<NodeId> target, String whyNotOthers, Checks checks) {

    /** Adds to {@code against} what forbids that a service leaves its owner. */
    @FunctionalInterface
    interface Checks {
        void check(Service service, NodeId owner, List<String> against);
    }

    /** Leaves the target to the policy. */
    static Ask anywhere(Trigger trigger, List<String> evidence, Checks checks) {
        return new Ask(trigger, evidence, Optional.empty(), "", checks);
    }

    /** Asks for one host. */
    static Ask at(NodeId target, Trigger trigger, List<String> evidence, Checks checks) {
        return new Ask(trigger, evidence, Optional.of(target), target + " was asked for", checks);
    }
}
