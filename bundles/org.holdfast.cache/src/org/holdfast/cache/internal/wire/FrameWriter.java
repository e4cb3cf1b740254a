package org.holdfast.cache.internal.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32C;

/** Collects the frames of a feed in a buffer and writes them at once. One thread at a time. */
public final class FrameWriter {

    /** Bytes that a frame takes at most that carries no inbound bytes, no subscription and no resume points. */
    public static final int LARGEST_CONTROL = 4096;

    /** Bytes of a frame with inbound bytes, without these. */
    public static final int INBOUND_OVERHEAD = Frames.HEADER + 8 + 16 + Frames.TRAILER;

    private final ByteBuffer buffer;
    private final CRC32C checksum = new CRC32C();
    private long sequence;
    private int frameStart;

    /** @param capacity bytes that are collected at most; {@value #LARGEST_CONTROL} or more */
    public FrameWriter(int capacity) {
        buffer = ByteBuffer.allocateDirect(capacity);
    }

    /** A writer into which every message fits. */
    public static FrameWriter forAnyMessage() {
        return new FrameWriter(Frames.HEADER + Frames.LARGEST_PAYLOAD + Frames.TRAILER);
    }

    /** Forgets what wasn't written and numbers the next frame by one more than this. */
    public void continueAfter(long lastSequence) {
        buffer.clear();
        sequence = lastSequence;
    }

    /** Number of the last frame. */
    public long sequence() {
        return sequence;
    }

    /** Bytes collected. */
    public int size() {
        return buffer.position();
    }

    /** Bytes that still fit. */
    public int room() {
        return buffer.remaining();
    }

    /**
     * Adds a frame.
     *
     * @throws java.nio.BufferOverflowException when there is no room; to be asked for before
     */
    public void add(FeedMessage message) {
        begin(FeedEncoder.type(message));
        FeedEncoder.write(message, buffer);
        end();
    }

    /**
     * Begins a frame of inbound bytes.
     *
     * @param most bytes; at most {@link #room()} less {@link #INBOUND_OVERHEAD}
     * @return into which to put them; {@link #endInbound} is to follow
     */
    public ByteBuffer beginInbound(long id, long offset, int most) {
        begin(FrameType.INBOUND);
        buffer.putLong(id).putLong(offset);
        return buffer.limit(buffer.position() + most);
    }

    /** Ends it, or takes it back when there are no bytes to be sent. */
    public void endInbound(int bytes) {
        buffer.limit(buffer.capacity());
        if (bytes <= 0) {
            buffer.position(frameStart);
            sequence--;
        } else {
            end();
        }
    }

    /** Writes all of it. */
    public void writeTo(WritableByteChannel channel) throws IOException {
        buffer.flip();
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } finally {
            buffer.clear();
        }
    }

    private void begin(FrameType type) {
        frameStart = buffer.position();
        buffer.putInt(Frames.MAGIC).putShort((short) Frames.FEED_VERSION).put((byte) type.code());
        buffer.put((byte) 0).putInt(0);
        if (type.isNumbered()) {
            buffer.putLong(++sequence);
        }
    }

    private void end() {
        int end = buffer.position();
        buffer.putInt(frameStart + Frames.LENGTH_AT, end - frameStart - Frames.HEADER);
        checksum.reset();
        buffer.flip().position(frameStart);
        checksum.update(buffer);
        buffer.limit(buffer.capacity()).position(end);
        buffer.putInt((int) checksum.getValue());
    }
}
