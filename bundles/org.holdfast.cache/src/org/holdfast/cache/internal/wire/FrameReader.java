package org.holdfast.cache.internal.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.CRC32C;

/**
 * Reads the frames of a feed into a buffer that grows with need and never holds more than one of the largest takes. One
 * thread.
 */
public final class FrameReader {

    private static final int LARGEST = Frames.HEADER + Frames.LARGEST_PAYLOAD + Frames.TRAILER;

    private static final int FIRST_BUFFER = 4096;
    private static final int GROWTH = 4;

    private final ReadableByteChannel in;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(FIRST_BUFFER).flip();
    private final CRC32C checksum = new CRC32C();
    private long sequence;

    public FrameReader(ReadableByteChannel in) {
        this.in = in;
    }

    /** The next numbered frame is to have the number after this one. */
    public void continueAfter(long lastSequence) {
        sequence = lastSequence;
    }

    /** Number of the last numbered frame. */
    public long sequence() {
        return sequence;
    }

    /** Whether the next frame is here, so that {@link #read} won't wait. */
    public boolean holdsFrame() {
        return buffer.remaining() >= Frames.HEADER && buffer.remaining() >= size(length());
    }

    /**
     * Reads the next frame.
     *
     * @return valid until the next call
     * @throws WireException when it isn't whole and right, or not the one that is next
     * @throws EOFException when the other host closed the connection
     */
    public FeedMessage read() throws IOException {
        need(Frames.HEADER);
        int start = buffer.position();
        if (buffer.getInt(start) != Frames.MAGIC) {
            throw new WireException("not a feed: the frame doesn't begin with HFCI");
        }
        int code = buffer.get(start + Frames.TYPE_AT) & 0xff;
        checkVersion(buffer.getShort(start + Frames.VERSION_AT) & 0xffff, code);
        int length = length();
        if (length < 0 || length > Frames.LARGEST_PAYLOAD) {
            throw new WireException("a frame of " + Integer.toUnsignedString(length) + " bytes, more than the "
                    + Frames.LARGEST_PAYLOAD + " allowed");
        }
        need(size(length));
        return take(code, length);
    }

    private FeedMessage take(int code, int length) throws WireException {
        int start = buffer.position();
        int end = start + Frames.HEADER + length;
        checksum.reset();
        checksum.update(buffer.slice(start, Frames.HEADER + length));
        if (buffer.getInt(end) != (int) checksum.getValue()) {
            throw new WireException("a frame was altered on the way: its checksum doesn't match");
        }
        FrameType type = FrameType.of(code);
        if (buffer.get(start + Frames.ZERO_AT) != 0) {
            throw new WireException("a frame " + type + " with a non-zero byte where zero should stand");
        }
        ByteBuffer payload = buffer.slice(start + Frames.HEADER, length);
        if (type.isNumbered()) {
            checkSequence(type, payload);
        }
        buffer.position(end + Frames.TRAILER);
        return FeedDecoder.read(type, payload);
    }

    private void checkSequence(FrameType type, ByteBuffer payload) throws WireException {
        if (payload.remaining() < Long.BYTES) {
            throw new WireException("a frame " + type + " is shorter than its number");
        }
        long number = payload.getLong();
        if (number != sequence + 1) {
            throw new WireException(
                    "a frame " + type + " of number " + number + " where " + (sequence + 1) + " should stand");
        }
        sequence = number;
    }

    /** What says which versions are spoken, and a refusal, have the same form in every version. */
    private static void checkVersion(int version, int code) throws WireException {
        if (version != Frames.FEED_VERSION && code != FrameType.HELLO.code() && code != FrameType.REFUSED.code()) {
            throw new WireException("feed version " + version + " isn't known here, only " + Frames.FEED_VERSION
                    + "; install the same version of Holdfast on both hosts");
        }
    }

    private int length() {
        return buffer.getInt(buffer.position() + Frames.LENGTH_AT);
    }

    private static long size(int length) {
        return Frames.HEADER + (length & 0xffff_ffffL) + Frames.TRAILER;
    }

    /** Waits until so many bytes are in the buffer; they fit. */
    private void need(long bytes) throws IOException {
        if (buffer.remaining() >= bytes) {
            return;
        }
        if (bytes > buffer.capacity()) {
            grow(bytes);
        }
        buffer.compact();
        try {
            while (buffer.position() < bytes) {
                if (in.read(buffer) < 0) {
                    throw new EOFException(
                            buffer.position() == 0
                                    ? "the other host closed the connection"
                                    : "the connection was cut amid a frame");
                }
            }
        } finally {
            buffer.flip();
        }
        if (buffer.limit() == buffer.capacity()) {
            grow(bytes);
        }
    }

    private void grow(long least) {
        long wanted = Math.clamp(buffer.capacity() * (long) GROWTH, least, LARGEST);
        if (wanted > buffer.capacity()) {
            buffer = ByteBuffer.allocateDirect((int) wanted).put(buffer).flip();
        }
    }
}
