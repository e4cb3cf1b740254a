package org.holdfast.policy.internal;

import org.holdfast.model.ownership.ContinuityMode;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.Verdict;
import org.holdfast.model.tcp.Verdict.Reason;

/** What the policy of a service adds to the cache's verdict on a connection. */
public final class PolicyVerdict {

    private PolicyVerdict() {}

    /** The cache's verdict, unless it says that the connection survives and the policy doesn't continue it. */
    public static Verdict of(Service service, ConnectionSummary connection) {
        if (connection.verdict().survives() && service.failover().continuity() == ContinuityMode.RESET) {
            return new Verdict(
                    Reason.NO_POLICY,
                    "the policy of '" + service.name() + "' resets connections instead of continuing");
        }
        return connection.verdict();
    }
}
