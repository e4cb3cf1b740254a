package org.holdfast.policy.golden;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.holdfast.model.cluster.Member;
import org.holdfast.model.cluster.MemberState;
import org.holdfast.model.net.MacAddress;
import org.holdfast.model.ownership.Announcement;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Ownership;
import org.holdfast.model.ownership.Role;
import org.holdfast.model.ownership.Service;

/** What the members have announced, as far as the lines say otherwise than that all is well. */
final class Announced {

    private static final MacAddress MAC = new MacAddress(0x020000000001L);

    private final Map<String, Map<NodeId, Long>> owners = new HashMap<>();
    private final Set<String> down = new HashSet<>();

    /** A second line about the service is another host that calls itself the owner. */
    void owner(String service, NodeId host, long epoch) {
        owners.computeIfAbsent(service, name -> new HashMap<>()).put(host, epoch);
    }

    /** Nobody calls itself the owner. */
    void unowned(String service) {
        owners.remove(service);
    }

    void down(String service, NodeId host) {
        down.add(service + " " + host);
    }

    List<Member> members(String text, List<Service> services, Instant at) {
        return Stream.of(text.split(", *"))
                .map(one -> member(one.split(" "), services, at))
                .toList();
    }

    private Member member(String[] words, List<Service> services, Instant at) {
        NodeId node = new NodeId(words[0]);
        String state = words.length == 1 ? "alive" : words[1];
        Duration silence = words.length > 2 ? Words.span(words[2]) : Duration.ZERO;
        boolean mute = state.equals("mute") || state.equals("unknown");
        return new Member(
                node,
                state.equals("mute") ? MemberState.ALIVE : Words.constant(MemberState.class, state),
                state.equals("dead") ? List.of("a majority no longer hears " + node) : List.of(),
                state.equals("unknown") ? Duration.ofSeconds(-1) : silence,
                mute ? Optional.empty() : Optional.of(announcement(node, services, at)),
                true);
    }

    private Announcement announcement(NodeId node, List<Service> services, Instant at) {
        boolean cache = node.name().startsWith("cache");
        List<Ownership> ownerships = services.stream()
                .filter(service -> !cache && service.failover().allows(node))
                .map(service -> ownership(node, service))
                .toList();
        return new Announcement(
                node, cache ? Announcement.Kind.CACHE : Announcement.Kind.HOST, 1, 1, at, List.of(), ownerships);
    }

    private Ownership ownership(NodeId node, Service service) {
        Long epoch = owners.getOrDefault(service.name(), Map.of()).get(node);
        return Ownership.of(
                node,
                service,
                epoch == null ? Role.STANDBY : Role.OWNER,
                epoch == null ? 0 : epoch,
                !down.contains(service.name() + " " + node),
                MAC);
    }
}
