package org.holdfast.cluster.config.internal;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.holdfast.cluster.config.Peer;
import org.holdfast.model.ownership.Announcement;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.policy.PolicyCheck;
import org.holdfast.model.policy.PolicyProblem;
import org.holdfast.model.policy.PolicySet;

/** What must hold between the parts of a configuration. Each failure is an {@link IllegalArgumentException}. */
public final class ConfigCheck {

    private static final int MOST_MEMBERS = 64;
    private static final int MOST_SERVICES = 100;

    private ConfigCheck() {}

    public static void node(
            NodeId node, Announcement.Kind kind, InetAddress address, String interfaceName, boolean captures) {
        require(!interfaceName.isBlank(), "interface is empty; name the interface of node " + node);
        require(
                !address.isAnyLocalAddress(),
                "address " + address.getHostAddress() + " is no single address; give the one that stays with the host");
        require(
                !captures || kind == Announcement.Kind.CACHE,
                "[capture] is there, but kind is \"host\"; only a cache captures: remove it or set kind = \"cache\"");
    }

    public static void members(NodeId self, InetAddress address, List<Peer> members) {
        require(members.size() <= MOST_MEMBERS, members.size() + " members; at most " + MOST_MEMBERS + " can vote");
        Set<NodeId> nodes = new HashSet<>();
        Map<InetAddress, NodeId> addresses = new HashMap<>();
        for (Peer member : members) {
            require(nodes.add(member.node()), "member " + member.node() + " is named twice; remove one");
            NodeId other = addresses.put(member.address(), member.node());
            require(
                    other == null,
                    "members " + other + " and " + member.node() + " have the same address "
                            + member.address().getHostAddress() + "; give each its own");
        }
        require(nodes.contains(self), "node " + self + " is not among the members; add a [[member]] with its address");
        require(
                self.equals(addresses.get(address)),
                "address is " + address.getHostAddress() + ", but [[member]] " + self
                        + " has another one; make them equal");
    }

    public static void policies(PolicySet policies, List<Peer> members) {
        require(
                policies.services().size() <= MOST_SERVICES,
                policies.services().size() + " services; at most " + MOST_SERVICES);
        policies.services().forEach(service -> addresses(service, members));
        List<PolicyProblem> errors =
                PolicyCheck.errors(policies, members.stream().map(Peer::node).toList());
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(errors.getFirst().toString());
        }
    }

    private static void addresses(Service service, List<Peer> members) {
        for (Peer member : members) {
            require(
                    !service.addresses().contains(member.address()),
                    "service '" + service.name() + "' has the address of member " + member.node()
                            + ", which can't move; give the service an address of its own");
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
