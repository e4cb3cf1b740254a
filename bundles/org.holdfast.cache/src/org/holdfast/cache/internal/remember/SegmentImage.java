package org.holdfast.cache.internal.remember;

/**
 * A segment lies in a chunk. Compared by identity: when a segment still has the image that a reader began with, the
 * chunk wasn't used for anything else in between.
 */
final class SegmentImage {

    private final Chunk chunk;

    SegmentImage(Chunk chunk) {
        this.chunk = chunk;
    }

    Chunk chunk() {
        return chunk;
    }
}
