package org.holdfast.cache;

import java.util.Map;

/**
 * What the cache has counted since it was made.
 *
 * @param decoded frames with a TCP segment
 * @param tracked frames of tracked connections
 * @param ignored frames that aren't for the cache, by name: {@code arp}, {@code ip-protocol}, {@code ipv4-fragment}, …
 * @param malformed broken frames, by name: {@code ip-length}, {@code tcp-length}, …
 * @param noted what was odd about frames that are counted above, too, by name: {@code overlong}, {@code tcp-options-cut},
 *     {@code fragment-overlap}, …
 * @param kernelDropped frames that the kernel had no room for, as it told last
 * @param interfaceDropped frames that the interface or its driver dropped, as it told last
 * @param liveConnections connections that still carry bytes
 * @param droppedConnections connections of which only one side was heard, dropped because there were too many
 * @param droppedIdleConnections connections that were silent for too long, or, of too many, for longest
 * @param storedBytes in the packet memory
 * @param evictedBytes dropped from it to stay within the limit
 * @param givenUpBytes dropped before they were written, because the disk failed or was too slow
 */
public record Counters(
        long decoded,
        long tracked,
        Map<String, Long> ignored,
        Map<String, Long> malformed,
        Map<String, Long> noted,
        long kernelDropped,
        long interfaceDropped,
        int liveConnections,
        long droppedConnections,
        long droppedIdleConnections,
        long storedBytes,
        long evictedBytes,
        long givenUpBytes) {

    public Counters {
        ignored = Map.copyOf(ignored);
        malformed = Map.copyOf(malformed);
        noted = Map.copyOf(noted);
    }
}
