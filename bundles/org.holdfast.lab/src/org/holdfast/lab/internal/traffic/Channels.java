package org.holdfast.lab.internal.traffic;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.SplittableRandom;

/** Whole reads and writes, and bytes to write. */
final class Channels {

    /** Size of {@link #bytes()}. */
    static final int BYTES = 1 << 20;

    private static final long SEED = 77;
    private static final byte[] RANDOM = random();

    private Channels() {}

    /** A buffer of its own with the same pseudo-random bytes as every other one. */
    static ByteBuffer bytes() {
        return ByteBuffer.allocateDirect(BYTES).put(RANDOM).flip();
    }

    /** Fills the buffer. */
    static void read(SocketChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the connection ended with " + buffer.remaining() + " bytes still expected");
            }
        }
    }

    /** Empties the buffer. */
    static void write(SocketChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static byte[] random() {
        byte[] bytes = new byte[BYTES];
        new SplittableRandom(SEED).nextBytes(bytes);
        return bytes;
    }
}
