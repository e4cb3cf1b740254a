package org.holdfast.cluster.internal;

import java.util.Optional;
import org.holdfast.cluster.security.PeerIdentity;
import org.holdfast.cluster.security.Permission;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.Trigger;

/** Who may order what. Asked where an order is carried out, so that it doesn't matter which window it came from. */
final class Orders {

    private Orders() {}

    /** @param sender empty when nobody signs, and everybody may do everything */
    static Optional<String> refusal(Plan plan, Optional<PeerIdentity> sender) {
        Permission needed = plan.trigger() == Trigger.MIGRATION ? Permission.MIGRATE : Permission.TAKE_OVER;
        return sender.flatMap(who -> who.role().refusal(who.name().name(), needed));
    }
}
