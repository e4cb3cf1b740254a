package org.holdfast.cache.internal.remember;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/** The closed segments, oldest first. Not safe for threads. */
final class Segments {

    /**
     * One file of packets.
     *
     * @param number counts up from 0
     * @param file where
     * @param bytes its length
     * @param linkTypes by number of interface
     */
    record Segment(int number, Path file, long bytes, int[] linkTypes) {}

    private final ArrayDeque<Segment> closed = new ArrayDeque<>();
    private long bytes;

    void add(Segment segment) {
        closed.addLast(segment);
        bytes += segment.bytes();
    }

    boolean isEmpty() {
        return closed.isEmpty();
    }

    Segment oldest() {
        return closed.getFirst();
    }

    Segment removeOldest() {
        Segment segment = closed.removeFirst();
        bytes -= segment.bytes();
        return segment;
    }

    long bytes() {
        return bytes;
    }

    Map<Integer, Segment> byNumber() {
        Map<Integer, Segment> all = new HashMap<>();
        closed.forEach(segment -> all.put(segment.number(), segment));
        return all;
    }
}
