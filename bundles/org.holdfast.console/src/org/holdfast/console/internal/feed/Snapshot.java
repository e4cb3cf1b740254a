package org.holdfast.console.internal.feed;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.policy.PolicySet;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.node.CaptureHealth;

/**
 * What the cache node knows at one moment, as the views show it.
 *
 * @param at when it was taken
 * @param connections every tracked connection, in the order of their first packets
 * @param rates bytes per second by connection id, both ways together; absent means 0. Not copied: it is as long as
 *     {@code connections}, and nobody changes it
 * @param cluster members and what they announced
 * @param policies the applied policies
 * @param health what the capture hears
 */
public record Snapshot(
        Instant at,
        List<ConnectionSummary> connections,
        Map<Long, Double> rates,
        ClusterView cluster,
        PolicySet policies,
        CaptureHealth health) {

    public Snapshot {
        connections = List.copyOf(connections);
    }

    /** The services of the policies. */
    public List<Service> services() {
        return policies.services();
    }

    /** Bytes per second of a connection. */
    public double rate(long connection) {
        return rates.getOrDefault(connection, 0.0);
    }
}
