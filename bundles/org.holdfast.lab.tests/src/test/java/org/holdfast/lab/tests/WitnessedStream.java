package org.holdfast.lab.tests;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The service's stream as tcpdump printed it.
 *
 * @param bytes in order, from the first one up to the first hole
 * @param highest place behind the last byte that was seen at all; equal to {@code bytes} when there is no hole
 */
record WitnessedStream(long bytes, long highest) {

    private static final Pattern DATA = Pattern.compile("seq (\\d+):(\\d+)");

    /** Reads lines of one connection's packets from the service, the SYN not among them; less than 2³¹ bytes. */
    static WitnessedStream of(List<String> lines) {
        NavigableMap<Long, Long> ranges = new TreeMap<>();
        long start = -1;
        for (String line : lines) {
            Matcher m = DATA.matcher(line);
            if (m.find()) {
                int from = (int) Long.parseLong(m.group(1));
                int to = (int) Long.parseLong(m.group(2));
                start = start < 0 ? Integer.toUnsignedLong(from) : start;
                ranges.merge((long) (from - (int) start), (long) (to - (int) start), Math::max);
            }
        }
        long contiguous = 0;
        long highest = 0;
        for (Map.Entry<Long, Long> range : ranges.entrySet()) {
            if (range.getKey() <= contiguous) {
                contiguous = Math.max(contiguous, range.getValue());
            }
            highest = Math.max(highest, range.getValue());
        }
        return new WitnessedStream(contiguous, highest);
    }
}
