package org.holdfast.cache.pcap.oracle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.holdfast.cache.pcap.oracle.Difference.Field;

/** Compares what the cache and the oracle tell of one capture: connections with the same ends, in their order. */
final class Comparison {

    private final String capture;
    private final List<Difference> differences = new ArrayList<>();

    private Comparison(String capture) {
        this.capture = capture;
    }

    static List<Difference> of(String capture, List<Talk> cache, List<Talk> oracle) {
        Comparison comparison = new Comparison(capture);
        Map<String, List<Talk>> ours = byEnds(cache);
        Map<String, List<Talk>> theirs = byEnds(oracle);
        Set<String> all = new LinkedHashSet<>(theirs.keySet());
        all.addAll(ours.keySet());
        all.forEach(
                ends -> comparison.compare(ours.getOrDefault(ends, List.of()), theirs.getOrDefault(ends, List.of())));
        return comparison.differences;
    }

    private static Map<String, List<Talk>> byEnds(List<Talk> talks) {
        Map<String, List<Talk>> byEnds = new LinkedHashMap<>();
        talks.forEach(talk ->
                byEnds.computeIfAbsent(talk.ends(), ends -> new ArrayList<>()).add(talk));
        return byEnds;
    }

    private void compare(List<Talk> ours, List<Talk> theirs) {
        String name = name(theirs.isEmpty() ? ours.getFirst() : theirs.getFirst());
        if (ours.isEmpty() || theirs.isEmpty()) {
            add(name, Field.ENDS, counts(ours), counts(theirs));
            return;
        }
        boolean samePackets = total(ours, Talk::packets) == total(theirs, Talk::packets);
        if (!samePackets) {
            add(name, Field.PACKETS, total(ours, Talk::packets), total(theirs, Talk::packets));
        }
        if (ours.size() != theirs.size()) {
            add(name, Field.CONNECTIONS, counts(ours), counts(theirs));
            if (samePackets && total(ours, Comparison::payload) != total(theirs, Comparison::payload)) {
                add(name, Field.PAYLOAD, total(ours, Comparison::payload), total(theirs, Comparison::payload));
            }
            return;
        }
        for (int i = 0; i < ours.size(); i++) {
            compare(i == 0 ? name : name + " #" + (i + 1), ours.get(i), theirs.get(i), samePackets);
        }
    }

    private void compare(String name, Talk ours, Talk theirs, boolean samePackets) {
        if (!ours.client().equals(theirs.client())) {
            add(name, Field.ROLES, name(ours), name(theirs));
            ours = ours.swapped();
        }
        Way[] our = {ours.fromClient(), ours.fromServer()};
        Way[] their = {theirs.fromClient(), theirs.fromServer()};
        for (int i = 0; i < our.length; i++) {
            if (samePackets && our[i].packets() != their[i].packets()) {
                // The total is right, so it was cut into connections at another place.
                add(name, Field.CONNECTIONS, our[i].packets(), their[i].packets());
            }
            if (our[i].payloadBytes() != their[i].payloadBytes()) {
                add(name, Field.PAYLOAD, our[i].payloadBytes(), their[i].payloadBytes());
            }
            if (!their[i].sha256().isEmpty() && !our[i].sha256().equals(their[i].sha256())) {
                add(name, i == 0 ? Field.CLIENT_STREAM : Field.SERVER_STREAM, our[i].sha256(), their[i].sha256());
            }
        }
    }

    private void add(String connection, Field field, Object cache, Object oracle) {
        Difference difference =
                new Difference(capture, connection, field, Objects.toString(cache), Objects.toString(oracle));
        differences.add(difference);
    }

    private static long payload(Talk talk) {
        return talk.fromClient().payloadBytes() + talk.fromServer().payloadBytes();
    }

    private static long total(List<Talk> talks, ToLongFunction<Talk> number) {
        return talks.stream().mapToLong(number).sum();
    }

    /** {@code 2 with 7+4 packets}. */
    private static String counts(List<Talk> talks) {
        List<String> packets =
                talks.stream().map(talk -> Long.toString(talk.packets())).toList();
        return talks.isEmpty() ? "none" : talks.size() + " with " + String.join("+", packets) + " packets";
    }

    private static String name(Talk talk) {
        return talk.client() + "-" + talk.server();
    }
}
