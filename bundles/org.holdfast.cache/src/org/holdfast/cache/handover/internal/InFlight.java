package org.holdfast.cache.handover.internal;

import java.util.function.Consumer;
import org.holdfast.cache.internal.wire.WireException;

/**
 * The frames that were sent and not acknowledged, in order: a ring of what each of them told, not of their bytes. Bounded
 * in frames and in bytes. Not safe for threads.
 */
final class InFlight {

    /** What an acknowledged frame means for its connection. */
    enum Kind {
        /** The state of {@code value}, a version. */
        STATE,
        /** Inbound bytes up to {@code value}. */
        BYTES,
        /** The whole connection. */
        OVER,
        /** Nothing that has to be remembered. */
        OTHER
    }

    /** Is told of each frame that was taken. */
    interface Taken {
        void taken(FedConnection connection, Kind kind, long value);
    }

    private static final int FRAMES = 1 << 14;

    private final FedConnection[] connections = new FedConnection[FRAMES];
    private final Kind[] kinds = new Kind[FRAMES];
    private final long[] values = new long[FRAMES];
    private final int[] sizes = new int[FRAMES];
    private final long windowBytes;
    /** Number of the last frame that was acknowledged, and of the last one that was sent. */
    private long acknowledged;

    private long sent;
    private long written;
    private long bytes;

    InFlight(long windowBytes) {
        this.windowBytes = windowBytes;
    }

    /** Bytes that may be sent now, frames included; 0 also when too many frames are under way. */
    long room() {
        return sent - acknowledged >= FRAMES ? 0 : Math.max(0, windowBytes - bytes);
    }

    /** The same for what can wait: an eighth of the window is left to control. */
    long roomForBytes() {
        return sent - acknowledged >= FRAMES - FRAMES / 8 ? 0 : Math.max(0, windowBytes - windowBytes / 8 - bytes);
    }

    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return sent == acknowledged;
    }

    /** @param connection null for a frame that is about none */
    void add(long sequence, FedConnection connection, Kind kind, long value, int size) {
        int slot = slot(sequence);
        connections[slot] = connection;
        kinds[slot] = kind;
        values[slot] = value;
        sizes[slot] = size;
        sent = sequence;
        bytes += size;
    }

    /** Tells the connections of the frames that were added since the last call, unless they are acknowledged by now. */
    void written(Consumer<FedConnection> connection) {
        for (written = Math.max(written, acknowledged); written < sent; written++) {
            FedConnection c = connections[slot(written + 1)];
            if (c != null) {
                connection.accept(c);
            }
        }
    }

    /** @throws WireException when no such frame was sent, or it was acknowledged before */
    void acknowledge(long sequence, Taken taken) throws WireException {
        if (sequence < acknowledged || sequence > sent) {
            throw new WireException(
                    "frame " + sequence + " was acknowledged where " + acknowledged + " to " + sent + " are under way");
        }
        while (acknowledged < sequence) {
            int slot = slot(++acknowledged);
            bytes -= sizes[slot];
            if (connections[slot] != null) {
                taken.taken(connections[slot], kinds[slot], values[slot]);
                connections[slot] = null;
            }
        }
    }

    /** After a broken connection: what the standby has taken counts, the rest is forgotten. */
    void continueAfter(long sequence, Taken taken) throws WireException {
        if (sequence > acknowledged && sequence <= sent) {
            acknowledge(sequence, taken);
        }
        while (acknowledged < sent) {
            connections[slot(++acknowledged)] = null;
        }
        bytes = 0;
        acknowledged = sequence;
        sent = sequence;
        written = sequence;
    }

    private static int slot(long sequence) {
        return (int) sequence & FRAMES - 1;
    }
}
