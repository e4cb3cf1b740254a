package org.holdfast.policy.golden;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.policy.HostCapacity;
import org.holdfast.model.policy.Maintenance;
import org.holdfast.model.policy.PolicySet;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Traffic;
import org.holdfast.model.tcp.Verdict;
import org.holdfast.policy.Event;
import org.holdfast.policy.Past;
import org.holdfast.policy.Snapshot;

/**
 * A snapshot and an event, read from lines of words. A later line about the same thing replaces an earlier one.
 *
 * <pre>
 * at 2026-01-01T10:42:07Z
 * members alpha dead 262ms, beta, gamma suspected, delta mute, cache
 * service web 10.77.0.100:80 home alpha to beta, gamma=50
 * rule web give-back window Mon-Fri 02:00-04:00 UTC
 * capacity beta services 2 connections 100
 * maintenance host beta until 2026-01-01T12:00:00Z: new memory, ann
 * owner web alpha 4                what alpha announced, with its epoch
 * unowned web                      nobody is its owner
 * down web gamma                   the application doesn't answer there
 * voted web 9                      the largest epoch that this node voted for
 * back alpha 2min                  heard again since
 * took-over web 10min 20min        takeovers, how long ago
 * conn 1 web survives              or a reason of the verdict; a state may follow
 * event failed alpha: evidence | confirmed web by ann | ordered web [to gamma] by ann
 *       | migrate web to beta | evacuate alpha by ann | returned web
 * </pre>
 */
final class Situation {

    private Instant at = Instant.parse("2026-01-01T10:42:07Z");
    private String members = "";
    private final Map<String, ServiceDraft> services = new LinkedHashMap<>();
    private final Map<NodeId, HostCapacity> capacities = new TreeMap<>();
    private final List<Maintenance> maintenances = new ArrayList<>();
    private final Announced announced = new Announced();
    private final Map<String, Long> voted = new HashMap<>();
    private final Map<NodeId, Duration> back = new HashMap<>();
    private final Map<String, List<Duration>> takeovers = new LinkedHashMap<>();
    private final List<String> connections = new ArrayList<>();
    private String event = "";

    Situation(List<String> lines) {
        for (String line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.strip().split(" +", 2);
                accept(parts[0], parts[1].replaceAll(" +", " "));
            }
        }
    }

    private void accept(String what, String text) {
        String[] words = text.split(" ");
        switch (what) {
            case "at" -> at = Instant.parse(text);
            case "members" -> members = text;
            case "service" -> {
                ServiceDraft service = new ServiceDraft(text);
                services.put(service.name(), service);
            }
            case "rule" -> {
                String[] rule = text.split(" ", 3);
                services.get(rule[0]).rule(rule[1], rule[2]);
            }
            case "capacity" -> capacity(words);
            case "maintenance" -> maintenances.add(maintenance(text));
            case "owner" -> announced.owner(words[0], new NodeId(words[1]), Long.parseLong(words[2]));
            case "unowned" -> announced.unowned(text);
            case "down" -> announced.down(words[0], new NodeId(words[1]));
            case "voted" -> voted.put(words[0], Long.parseLong(words[1]));
            case "back" -> back.put(new NodeId(words[0]), Words.span(words[1]));
            case "took-over" -> {
                List<Duration> ago = new ArrayList<>();
                for (int i = 1; i < words.length; i++) {
                    ago.add(Words.span(words[i]));
                }
                takeovers.put(words[0], ago);
            }
            case "conn" -> connections.add(text);
            case "event" -> event = text;
            default -> throw new IllegalArgumentException("no line begins with '" + what + "'");
        }
    }

    private void capacity(String[] words) {
        HostCapacity capacity = HostCapacity.unlimited(new NodeId(words[0]));
        for (int i = 1; i < words.length; i += 2) {
            long most = Long.parseLong(words[i + 1]);
            capacity = switch (words[i]) {
                case "services" -> new HostCapacity(capacity.host(), Math.toIntExact(most), capacity.connections());
                case "connections" -> new HostCapacity(capacity.host(), capacity.services(), most);
                default -> throw new IllegalArgumentException("no capacity of '" + words[i] + "'");
            };
        }
        capacities.put(capacity.host(), capacity);
    }

    private static Maintenance maintenance(String text) {
        String[] halves = text.split(": ", 2);
        String[] words = halves[0].split(" ");
        String[] why = halves[1].split(", ", 2);
        Maintenance.Subject subject = words[0].equals("host") ? Maintenance.Subject.HOST : Maintenance.Subject.SERVICE;
        return new Maintenance(subject, words[1], why[0], why[1], Instant.parse(words[3]));
    }

    Snapshot snapshot() {
        List<Service> all =
                services.values().stream().map(ServiceDraft::service).toList();
        ClusterView view = new ClusterView(new NodeId("cache"), at, announced.members(members, all, at));
        Map<NodeId, Instant> since = new HashMap<>();
        back.forEach((host, ago) -> since.put(host, at.minus(ago)));
        List<Past.Takeover> past = new ArrayList<>();
        takeovers.forEach((service, agos) -> agos.forEach(ago -> past.add(new Past.Takeover(service, at.minus(ago)))));
        return new Snapshot(
                at,
                view,
                new PolicySet(all, List.copyOf(capacities.values()), maintenances),
                voted,
                connections.stream().map(this::connection).toList(),
                new Past(since, past));
    }

    private ConnectionSummary connection(String text) {
        String[] words = text.split(" ");
        long id = Long.parseLong(words[0]);
        Endpoint end = services.get(words[1]).endpoint();
        Verdict.Reason reason = Words.constant(Verdict.Reason.class, words[2]);
        return new ConnectionSummary(
                id,
                FourTuple.parse("203.0.113.7:" + (50_000 + id) + ">" + end),
                words[1],
                words.length == 3 ? TcpState.ESTABLISHED : Words.constant(TcpState.class, words[3]),
                new Verdict(reason, ""),
                at.minusSeconds(3),
                at,
                Traffic.NONE,
                Traffic.NONE,
                -1);
    }

    Event event() {
        String[] parts = event.split(": ", 2);
        String[] words = parts[0].split(" ");
        return switch (words[0]) {
            case "failed" ->
                new Event.HostFailed(new NodeId(words[1]), parts.length == 1 ? List.of() : List.of(parts[1]));
            case "confirmed" -> new Event.TakeoverConfirmed(words[1], words[3]);
            case "ordered" ->
                words[2].equals("to")
                        ? new Event.TakeoverOrdered(words[1], Optional.of(new NodeId(words[3])), words[5])
                        : new Event.TakeoverOrdered(words[1], Optional.empty(), words[3]);
            case "migrate" -> new Event.MigrationRequested(words[1], new NodeId(words[3]));
            case "evacuate" -> new Event.EvacuationRequested(new NodeId(words[1]), words[3]);
            case "returned" -> new Event.HomeReturned(words[1]);
            default -> throw new IllegalArgumentException("no event is called '" + words[0] + "'");
        };
    }
}
