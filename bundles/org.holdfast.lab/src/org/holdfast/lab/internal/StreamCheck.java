package org.holdfast.lab.internal;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads what {@code tcpdump -nn -tt -S} prints of one connection and says whether the service's stream arrived whole:
 * every byte, without a hole, and no reset from either side. What the network itself reorders or sends again is counted;
 * TCP puts it in order before the client sees it.
 */
final class StreamCheck {

    private static final Pattern LINE = Pattern.compile(
            "(?<time>\\d+\\.\\d+) IP6? (?<from>\\S+)\\.(?<port>\\d+) > (?<to>\\S+): Flags \\[(?<flags>[^\\]]*)\\]"
                    + "(?:, seq (?<first>\\d+)(?::(?<last>\\d+))?)?.*");
    private static final long WRAP = 1L << 32;

    private final String service;
    private long resets;
    private long packets;
    private long initial = -1;
    private long expected;
    private final NavigableMap<Long, Long> early = new TreeMap<>();
    private long reordered;
    private long repeated;
    private double lastData = -1;
    private double widestFrom;
    private double widestTo;

    /**
     * Starts with no packet.
     *
     * @param service the service's address as tcpdump prints it
     */
    StreamCheck(String service) {
        this.service = service;
    }

    /**
     * Reads a capture of several connections.
     *
     * @return the check of the one that brought the most bytes; resets of all others are counted in it
     */
    static StreamCheck ofLongest(Stream<String> lines, String service) {
        Map<String, StreamCheck> byClient = new HashMap<>();
        lines.forEach(line -> {
            Matcher m = LINE.matcher(line);
            if (m.matches()) {
                String client =
                        m.group("from").equals(service) ? m.group("to") : m.group("from") + "." + m.group("port");
                byClient.computeIfAbsent(client, name -> new StreamCheck(service))
                        .packet(m);
            }
        });
        StreamCheck longest = byClient.values().stream()
                .max(Comparator.comparingLong(StreamCheck::streamBytes))
                .orElseGet(() -> new StreamCheck(service));
        longest.resets =
                byClient.values().stream().mapToLong(StreamCheck::resets).sum();
        return longest;
    }

    /** Takes one printed packet; lines that are none are passed over. */
    void line(String line) {
        Matcher m = LINE.matcher(line);
        if (m.matches()) {
            packet(m);
        }
    }

    private void packet(Matcher m) {
        packets++;
        String flags = m.group("flags");
        if (flags.contains("R")) {
            resets++;
        }
        if (!m.group("from").equals(service) || m.group("first") == null) {
            return;
        }
        long first = Long.parseLong(m.group("first"));
        if (flags.contains("S")) {
            initial = first;
            expected = 0;
            return;
        }
        if (initial < 0 || m.group("last") == null) {
            return;
        }
        data(
                offset(first),
                offset(first) + length(first, Long.parseLong(m.group("last"))),
                Double.parseDouble(m.group("time")));
    }

    private void data(long from, long to, double time) {
        if (from > expected) {
            reordered++;
            early.merge(from, to, Math::max);
            return;
        }
        repeated += Math.min(expected, to) - from;
        if (to <= expected) {
            return;
        }
        if (lastData >= 0 && time - lastData > widestTo - widestFrom) {
            widestFrom = lastData;
            widestTo = time;
        }
        lastData = time;
        expected = to;
        while (!early.isEmpty() && early.firstKey() <= expected) {
            expected = Math.max(expected, early.pollFirstEntry().getValue());
        }
    }

    /** Place in the stream of a sequence number near the expected one; the first byte of data has place 0. */
    private long offset(long sequence) {
        long place = Math.floorMod(sequence - initial - 1, WRAP);
        long turn = Math.round((double) (expected - place) / WRAP);
        return place + turn * WRAP;
    }

    private static long length(long first, long last) {
        return Math.floorMod(last - first, WRAP);
    }

    long packets() {
        return packets;
    }

    long resets() {
        return resets;
    }

    /** Whether bytes arrived behind others that never did. */
    boolean hasHole() {
        return !early.isEmpty();
    }

    /** Packets that came before others they belong behind. */
    long reorderedPackets() {
        return reordered;
    }

    long repeatedBytes() {
        return repeated;
    }

    /** Bytes of the service's stream that arrived, in order. */
    long streamBytes() {
        return expected;
    }

    /** The longest wait between two packets that brought new bytes. */
    Duration stall() {
        return Duration.ofNanos(Math.round((widestTo - widestFrom) * 1e9));
    }

    /** Whether the stream is one, without reset. */
    boolean isWhole() {
        return packets > 0 && resets == 0 && !hasHole() && expected > 0;
    }

    @Override
    public String toString() {
        return packets + " packets, " + resets + " resets, " + expected + " bytes in order, "
                + (hasHole() ? "then a hole, " : "no hole, ") + reordered + " packets reordered, " + repeated
                + " bytes repeated, longest wait " + stall().toMillis() + " ms";
    }
}
