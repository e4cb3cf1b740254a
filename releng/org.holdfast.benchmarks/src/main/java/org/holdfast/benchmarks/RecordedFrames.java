package org.holdfast.benchmarks;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Frames that are kept, one after the other in a few large buffers outside of the heap, as a capture file is read. */
final class RecordedFrames implements Conversation.Frames {

    private static final int CHUNK = 4 << 20;

    private final List<ByteBuffer> frames = new ArrayList<>();
    private ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);

    @Override
    public void take(ByteBuffer frame) {
        if (chunk.remaining() < frame.remaining()) {
            chunk = ByteBuffer.allocateDirect(CHUNK);
        }
        int from = chunk.position();
        chunk.put(frame.duplicate());
        frames.add(chunk.slice(from, chunk.position() - from));
    }

    /** Each with its bytes between position 0 and limit. */
    ByteBuffer[] all() {
        return frames.toArray(ByteBuffer[]::new);
    }
}
