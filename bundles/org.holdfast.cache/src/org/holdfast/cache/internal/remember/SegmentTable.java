package org.holdfast.cache.internal.remember;

import java.util.Arrays;

/** The segments there are, oldest first. Changed by the thread that appends; looked up by any. */
final class SegmentTable {

    private static final StoredSegment[] NONE = {};

    private volatile StoredSegment[] segments = NONE;

    /** Appending thread. Its number is larger than all others. */
    void add(StoredSegment segment) {
        StoredSegment[] now = segments;
        StoredSegment[] next = Arrays.copyOf(now, now.length + 1);
        next[now.length] = segment;
        segments = next;
    }

    /** Appending thread. */
    void remove(StoredSegment segment) {
        segments = Arrays.stream(segments).filter(other -> other != segment).toArray(StoredSegment[]::new);
    }

    /** A segment by its number; null when it's gone. */
    StoredSegment find(int number) {
        StoredSegment[] now = segments;
        int low = 0;
        int high = now.length - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int difference = Integer.compare(now[middle].number(), number);
            if (difference == 0) {
                return now[middle];
            }
            if (difference < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    /** Null when there is none. */
    StoredSegment oldest() {
        StoredSegment[] now = segments;
        return now.length == 0 ? null : now[0];
    }

    /** Null when there is none. */
    StoredSegment newest() {
        StoredSegment[] now = segments;
        return now.length == 0 ? null : now[now.length - 1];
    }

    int size() {
        return segments.length;
    }

    /** Those there are now, oldest first. Not to be changed. */
    StoredSegment[] all() {
        return segments;
    }

    /** Bytes of all segments. */
    long bytes() {
        long bytes = 0;
        for (StoredSegment segment : segments) {
            bytes += segment.end();
        }
        return bytes;
    }
}
