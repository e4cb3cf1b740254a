package org.holdfast.benchmarks;

import java.nio.ByteBuffer;

/** One connection's segments, in order. */
final class Conversation {

    /** Takes a frame, which is valid until it returns. */
    interface Frames {
        void take(ByteBuffer frame);
    }

    private final ByteBuffer frame;
    private final int connection;
    private final Frames frames;
    private int client;
    private int server;

    /**
     * A conversation that begins with sequence numbers of its own.
     *
     * @param frame where each segment is written; {@link FrameMaker#buffer()}, of one conversation at a time
     */
    Conversation(int connection, ByteBuffer frame, Frames frames) {
        this.frame = frame;
        this.connection = connection;
        this.frames = frames;
        client = connection * 1_000_003;
        server = ~client;
    }

    /** SYN, SYN and ACK, ACK. */
    void open() {
        FrameMaker.write(frame, connection, true, FrameMaker.SYN, client++, 0, 0);
        frames.take(frame);
        FrameMaker.write(frame, connection, false, FrameMaker.SYN | FrameMaker.ACK, server++, client, 0);
        frames.take(frame);
        acknowledge(true);
    }

    /** Payload from one side, and the other one's acknowledgment. */
    void exchange(boolean fromClient, int payload) {
        send(fromClient, payload);
        acknowledge(!fromClient);
    }

    /** Payload from one side. */
    void send(boolean fromClient, int payload) {
        FrameMaker.write(
                frame,
                connection,
                fromClient,
                FrameMaker.PSH | FrameMaker.ACK,
                fromClient ? client : server,
                fromClient ? server : client,
                payload);
        if (fromClient) {
            client += payload;
        } else {
            server += payload;
        }
        frames.take(frame);
    }

    /** An empty segment. */
    void acknowledge(boolean fromClient) {
        FrameMaker.write(
                frame,
                connection,
                fromClient,
                FrameMaker.ACK,
                fromClient ? client : server,
                fromClient ? server : client,
                0);
        frames.take(frame);
    }

    /** FIN from both sides. */
    void close() {
        FrameMaker.write(frame, connection, true, FrameMaker.FIN | FrameMaker.ACK, client++, server, 0);
        frames.take(frame);
        FrameMaker.write(frame, connection, false, FrameMaker.FIN | FrameMaker.ACK, server++, client, 0);
        frames.take(frame);
        acknowledge(true);
    }
}
