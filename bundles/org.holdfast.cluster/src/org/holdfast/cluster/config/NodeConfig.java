package org.holdfast.cluster.config;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.holdfast.cluster.config.internal.ConfigCheck;
import org.holdfast.model.ownership.Announcement;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.policy.PolicySet;

/**
 * All that one node is told. A value of this type is consistent in itself: this node is a member, services don't overlap,
 * their hosts are members.
 *
 * @param node this node's ID
 * @param kind host or cache
 * @param address this node's address, the one it has in {@code members}
 * @param interfaceName the interface at which owned addresses are taken
 * @param dataDirectory where votes, packets and history are kept
 * @param members all members, this node among them, at most 64; the same on all of them
 * @param ports the cluster's own ports
 * @param timing how fast the cluster notices and decides
 * @param policies who takes over what; at most 100 services. They count until the members have agreed on others
 * @param capture where packets come from; a cache only
 * @param security how the cluster's traffic is protected
 */
public record NodeConfig(
        NodeId node,
        Announcement.Kind kind,
        InetAddress address,
        String interfaceName,
        Path dataDirectory,
        List<Peer> members,
        Ports ports,
        Timing timing,
        PolicySet policies,
        Optional<Capture> capture,
        Security security) {

    /** @throws IllegalArgumentException when it isn't consistent; the message names the key and says what to do */
    public NodeConfig {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(interfaceName, "interfaceName");
        Objects.requireNonNull(dataDirectory, "dataDirectory");
        members = List.copyOf(members);
        Objects.requireNonNull(ports, "ports");
        Objects.requireNonNull(timing, "timing");
        Objects.requireNonNull(policies, "policies");
        Objects.requireNonNull(capture, "capture");
        Objects.requireNonNull(security, "security");
        ConfigCheck.node(node, kind, address, interfaceName, capture.isPresent());
        ConfigCheck.members(node, address, members);
        ConfigCheck.policies(policies, members);
    }

    /** A configuration whose policies are services alone, without protection: for loopback. */
    public NodeConfig(
            NodeId node,
            Announcement.Kind kind,
            InetAddress address,
            String interfaceName,
            Path dataDirectory,
            List<Peer> members,
            Ports ports,
            Timing timing,
            List<Service> services,
            Optional<Capture> capture) {
        this(
                node,
                kind,
                address,
                interfaceName,
                dataDirectory,
                members,
                ports,
                timing,
                PolicySet.of(services),
                capture,
                Security.NONE);
    }

    /** The services of the policies. */
    public List<Service> services() {
        return policies.services();
    }

    /** The address of a member. */
    public Optional<InetAddress> addressOf(NodeId member) {
        return members.stream()
                .filter(p -> p.node().equals(member))
                .map(Peer::address)
                .findFirst();
    }

    public Optional<Service> service(String name) {
        return policies.service(name);
    }
}
