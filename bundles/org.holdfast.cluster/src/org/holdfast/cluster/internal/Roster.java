package org.holdfast.cluster.internal;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.holdfast.cluster.config.NodeConfig;
import org.holdfast.cluster.config.Peer;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;

/**
 * Members and services as numbers. Members are numbered by name, so that all nodes with the same members number them
 * alike; {@link #hash()} shows whether they have. Services are numbered locally and named by a key on the wire, so that
 * one node may be told of a new service before the others.
 */
public final class Roster {

    private final List<Peer> members;
    private final List<String> services;
    private final long[] keys;
    private final int self;
    private final long hash;

    public Roster(NodeConfig config) {
        List<Peer> sorted = new ArrayList<>(config.members());
        sorted.sort(Comparator.comparing(Peer::node));
        this.members = List.copyOf(sorted);
        this.services = config.services().stream().map(Service::name).toList();
        this.keys =
                services.stream().mapToLong(name -> digest("service " + name)).toArray();
        this.self = indexOf(config.node());
        StringBuilder all = new StringBuilder("members");
        members.forEach(m ->
                all.append(' ').append(m.node()).append('@').append(m.address().getHostAddress()));
        this.hash = digest(all.toString());
    }

    public int members() {
        return members.size();
    }

    public int services() {
        return services.size();
    }

    public int self() {
        return self;
    }

    public NodeId node(int member) {
        return members.get(member).node();
    }

    public InetAddress address(int member) {
        return members.get(member).address();
    }

    /** All members' names. */
    public Set<NodeId> nodes() {
        Set<NodeId> nodes = new HashSet<>();
        members.forEach(m -> nodes.add(m.node()));
        return nodes;
    }

    /** A member's number; -1 for a stranger. */
    public int indexOf(NodeId node) {
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).node().equals(node)) {
                return i;
            }
        }
        return -1;
    }

    /** The number of the member with an address; -1 for a stranger's. */
    public int indexOf(InetAddress address) {
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).address().equals(address)) {
                return i;
            }
        }
        return -1;
    }

    public String service(int number) {
        return services.get(number);
    }

    public List<String> serviceNames() {
        return services;
    }

    /** A service's number; -1 when it isn't configured here. */
    public int serviceIndex(String name) {
        return services.indexOf(name);
    }

    /** What a service is called on the wire. */
    public long key(int service) {
        return keys[service];
    }

    /** The service with a key; -1 when it isn't configured here. */
    public int serviceOfKey(long key) {
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] == key) {
                return i;
            }
        }
        return -1;
    }

    /** Equal at two nodes when they have the same members. */
    public long hash() {
        return hash;
    }

    private static long digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
