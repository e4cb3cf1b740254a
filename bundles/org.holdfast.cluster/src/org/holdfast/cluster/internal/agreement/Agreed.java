package org.holdfast.cluster.internal.agreement;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.holdfast.cluster.internal.lease.Ballot;

/**
 * What this node has applied of the log. It may be behind the others': good for showing, and for refusing what is older,
 * never for allowing anything.
 *
 * @param index number of the last entry that was applied; 0 for none
 * @param owners by service: the epoch and whose it is
 * @param policies the policies that were applied last, if any
 */
public record Agreed(long index, Map<String, Ballot> owners, Optional<Command.ApplyPolicies> policies) {

    /** Before anything was applied. */
    public static final Agreed NOTHING = new Agreed(0, Map.of(), Optional.empty());

    public Agreed {
        owners = Map.copyOf(owners);
        Objects.requireNonNull(policies, "policies");
    }

    /** The largest epoch of a service; 0 when it never had an owner. */
    public long epoch(String service) {
        Ballot ballot = owners.get(service);
        return ballot == null ? 0 : ballot.epoch();
    }
}
