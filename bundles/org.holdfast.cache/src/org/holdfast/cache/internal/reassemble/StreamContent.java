package org.holdfast.cache.internal.reassemble;

import java.nio.ByteBuffer;
import org.holdfast.cache.StreamSink;

/**
 * The bytes that a stream has to remember: those in order that aren't acknowledged, to compare repeats with, those that
 * came early, and where all go. A stream has one only while there is something to remember.
 */
final class StreamContent {

    private final RecentBytes recent = new RecentBytes();
    private EarlyBytes early;
    private StreamSink sink;

    void deliverTo(StreamSink newSink) {
        sink = newSink;
    }

    boolean hasSink() {
        return sink != null;
    }

    /** What came early; null when nothing did. */
    EarlyBytes early() {
        // It may have had to make room.
        return early == null || early.isEmpty() ? null : early;
    }

    EarlyBytes earlyForWriting() {
        if (early == null) {
            early = new EarlyBytes();
        }
        return early;
    }

    /** To be called when a hole was filled. */
    void dropEarlyIfEmpty() {
        if (early != null && early.isEmpty()) {
            early = null;
        }
    }

    /** Takes the next bytes in order. */
    void append(long offset, ByteBuffer buffer, int at, int length, StreamMemory memory) {
        if (memory.compares()) {
            recent.append(offset, buffer, at, length, memory);
        }
        if (sink != null) {
            deliver(buffer, at, length);
        }
    }

    void compare(long from, ByteBuffer buffer, int at, int length, StreamMemory memory) {
        if (memory.compares()) {
            memory.conflict(recent.differing(from, buffer, at, length));
        }
    }

    void acknowledged(long offset, StreamMemory memory) {
        recent.forgetBefore(offset, memory);
    }

    /** Whether nothing has to be remembered. */
    boolean isEmpty() {
        return sink == null && early() == null && recent.isEmpty();
    }

    void release(StreamMemory memory) {
        recent.release(memory);
        if (early != null) {
            early.release(memory);
            early = null;
        }
        sink = null;
    }

    private void deliver(ByteBuffer buffer, int at, int length) {
        int position = buffer.position();
        int limit = buffer.limit();
        try {
            buffer.limit(at + length).position(at);
            sink.accept(buffer);
        } finally {
            buffer.limit(limit).position(position);
        }
    }
}
