package org.holdfast.cluster.internal.heartbeat;

import java.util.List;
import org.holdfast.model.ownership.NodeId;

/** What heartbeats, or their absence, have brought. */
public sealed interface HeartbeatEvent {

    /** A member is seen differently. */
    record Changed() implements HeartbeatEvent {}

    /** @param evidence sentences for people */
    record Died(NodeId node, List<String> evidence) implements HeartbeatEvent {}

    record Returned(NodeId node) implements HeartbeatEvent {}

    /** Somebody owns a service in an epoch that this node didn't know. */
    record UnknownEpoch(String service, long epoch, NodeId owner) implements HeartbeatEvent {}

    /** @param until by {@link System#nanoTime()} */
    record LeaseRenewed(String service, long epoch, long until) implements HeartbeatEvent {}

    record LeaseLost(String service, long epoch, String why) implements HeartbeatEvent {}
}
