package org.holdfast.model.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Ownership;
import org.holdfast.model.ownership.Role;

/**
 * What one node knows of the cluster at one moment.
 *
 * @param self who looks
 * @param at when
 * @param members all configured members, in configured order; all of them are voters
 */
public record ClusterView(NodeId self, Instant at, List<Member> members) {

    public ClusterView {
        Objects.requireNonNull(self, "self");
        Objects.requireNonNull(at, "at");
        members = List.copyOf(members);
    }

    public Optional<Member> member(NodeId node) {
        return members.stream().filter(m -> m.node().equals(node)).findFirst();
    }

    /** Votes that decide: more than half of all configured members. */
    public int majority() {
        return members.size() / 2 + 1;
    }

    /** Whether this node, counting itself, hears a majority. */
    public boolean hasMajority() {
        return members.stream().filter(m -> m.state() == MemberState.ALIVE).count() >= majority();
    }

    /** The newest declared owner of a service: the announcement as owner with the largest epoch. */
    public Optional<Ownership> declaredOwner(String service) {
        return ownerships()
                .filter(o -> o.service().equals(service) && o.role() == Role.OWNER)
                .max(java.util.Comparator.comparingLong(Ownership::epoch));
    }

    /** All that has been announced about services. */
    public java.util.stream.Stream<Ownership> ownerships() {
        return members.stream().flatMap(m -> m.announcement().stream()).flatMap(a -> a.ownerships().stream());
    }
}
