package org.holdfast.cache.internal.wire;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Writes and reads the frames of a single hand-over; see {@link org.holdfast.cache.handover.OutputQueue} for their form. One thread. */
final class FrameStream {

    private static final int VERSION = Frames.HAND_OVER_VERSION;

    private final DataInputStream in;
    private final OutputStream out;
    private long written;

    /** One frame; position to limit of the payload are its content. */
    record Frame(FrameType type, ByteBuffer payload) {}

    FrameStream(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = out;
    }

    /** Bytes written so far. */
    long written() {
        return written;
    }

    void write(FrameType type, byte[] content, int offset, int length) throws IOException {
        if (length > Frames.LARGEST_PAYLOAD) {
            throw new IllegalArgumentException(
                    "a frame takes at most " + Frames.LARGEST_PAYLOAD + " bytes, not " + length);
        }
        ByteBuffer frame = ByteBuffer.allocate(Frames.HEADER + length + Frames.TRAILER);
        frame.putInt(Frames.MAGIC)
                .putShort((short) VERSION)
                .put((byte) type.code())
                .put((byte) 0);
        frame.putInt(length).put(content, offset, length);
        frame.putInt(checksum(frame.array(), Frames.HEADER + length));
        out.write(frame.array());
        written += frame.capacity();
    }

    void write(FrameType type, byte[] content) throws IOException {
        write(type, content, 0, content.length);
    }

    void flush() throws IOException {
        out.flush();
    }

    /**
     * Reads the next frame.
     *
     * @throws WireException when it isn't whole and right
     * @throws EOFException when the peer closed instead
     */
    Frame read() throws IOException {
        try {
            return readFrame();
        } catch (EOFException e) {
            throw (EOFException) new EOFException("the other host closed the connection").initCause(e);
        }
    }

    private Frame readFrame() throws IOException {
        byte[] header = new byte[Frames.HEADER];
        in.readFully(header);
        ByteBuffer fields = ByteBuffer.wrap(header);
        if (fields.getInt() != Frames.MAGIC) {
            throw new WireException("not a hand-over: the frame doesn't begin with HFCI");
        }
        int version = fields.getShort() & 0xffff;
        int code = fields.get() & 0xff;
        fields.get();
        // A refusal has the same form in every version, or nobody could say what is wrong.
        if (version != VERSION && code != FrameType.REFUSED.code()) {
            throw new WireException("hand-over version " + version + " isn't known here, only " + VERSION
                    + "; install the same version of Holdfast on both hosts");
        }
        int length = fields.getInt();
        if (length < 0 || length > Frames.LARGEST_PAYLOAD) {
            throw new WireException("a frame of " + Integer.toUnsignedString(length) + " bytes, more than the "
                    + Frames.LARGEST_PAYLOAD + " allowed");
        }
        byte[] frame = new byte[Frames.HEADER + length];
        System.arraycopy(header, 0, frame, 0, Frames.HEADER);
        in.readFully(frame, Frames.HEADER, length);
        if (in.readInt() != checksum(frame, frame.length)) {
            throw new WireException("a frame was altered on the way: its checksum doesn't match");
        }
        return new Frame(FrameType.of(code), ByteBuffer.wrap(frame, Frames.HEADER, length));
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }
}
