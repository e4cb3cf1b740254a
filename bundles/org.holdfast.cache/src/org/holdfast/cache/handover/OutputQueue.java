package org.holdfast.cache.handover;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.holdfast.cache.handover.internal.GuardedWrites;
import org.holdfast.cache.internal.wire.HandOverWriter;
import org.holdfast.cache.internal.wire.WireException;
import org.holdfast.model.net.Endpoint;

/**
 * The output queue of claim 1: sends connection information to the failover host, one hand-over after the other, each
 * on a TCP connection of its own. {@link StandbyFeed} is its continuous form.
 *
 * <p>Wire format, version 1, big-endian. A frame is: magic {@code HFCI}, version (2 bytes), type (1), zero (1), length
 * of the payload (4, at most 262,144), payload, CRC32C of all before (4). The sender writes HAND_OVER (plan, number of
 * connections), and for each connection CONNECTION (identifier, control block, lengths) and its inbound bytes, block
 * digests, outbound head and unacknowledged bytes in frames BYTES; then END (plan, number again). The receiver answers
 * CONFIRMED (plan, number) once all of it was taken, or REFUSED (reason, UTF-8). An unknown version is refused; a
 * refusal has the same form in every version.
 */
public final class OutputQueue implements AutoCloseable {

    /** How long the receiver may take for its answer, and for each bit that is sent. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private static final int BUFFER = 64 << 10;

    private final Endpoint failoverHost;
    private final Duration connectTimeout;
    private final Duration patience;
    private final Dialer dialer;
    private final Object sending = new Object();
    private volatile boolean closed;
    private volatile Socket socket;

    /** Makes connections: in the clear, or protected. */
    @FunctionalInterface
    public interface Dialer {

        /** @return connected; belongs to the caller */
        Socket connect(InetSocketAddress to, Duration timeout) throws IOException;
    }

    /**
     * In the clear.
     *
     * @param failoverHost where its {@link HandOverReceiver} listens
     * @param connectTimeout 1 ms or more
     */
    public OutputQueue(Endpoint failoverHost, Duration connectTimeout) {
        this(failoverHost, connectTimeout, OutputQueue::dial);
    }

    /**
     * @param failoverHost where its {@link HandOverReceiver} listens
     * @param connectTimeout 1 ms or more
     */
    public OutputQueue(Endpoint failoverHost, Duration connectTimeout, Dialer dialer) {
        this(failoverHost, connectTimeout, dialer, ANSWER);
    }

    OutputQueue(Endpoint failoverHost, Duration connectTimeout, Duration patience) {
        this(failoverHost, connectTimeout, OutputQueue::dial, patience);
    }

    private OutputQueue(Endpoint failoverHost, Duration connectTimeout, Dialer dialer, Duration patience) {
        this.failoverHost = failoverHost;
        this.connectTimeout = connectTimeout;
        this.dialer = dialer;
        this.patience = patience;
    }

    /**
     * Sends a hand-over and waits until it was confirmed. Callers on several threads wait for each other.
     *
     * @return bytes written
     * @throws IOException when the failover host can't be reached, refuses, or doesn't answer; it may have taken the
     *     hand-over only in the last case
     */
    public long send(HandOver handOver) throws IOException {
        synchronized (sending) {
            try (Socket connected = dialer.connect(failoverHost.toSocketAddress(), connectTimeout)) {
                socket = connected;
                if (closed) {
                    throw new IOException("the output queue to " + failoverHost + " is closed");
                }
                connected.setSoTimeout((int) patience.toMillis());
                try (GuardedWrites out = new GuardedWrites(connected, patience)) {
                    return exchange(connected, out, handOver);
                }
            } catch (IOException e) {
                throw new IOException(
                        "the hand-over of " + handOver.connections().size() + " connections to " + failoverHost
                                + " failed: " + e.getMessage(),
                        e);
            }
        }
    }

    /** Ends a running {@link #send} with an exception. */
    @Override
    public void close() throws IOException {
        closed = true;
        Socket running = socket;
        if (running != null) {
            running.close();
        }
    }

    private static Socket dial(InetSocketAddress to, Duration timeout) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(to, (int) Math.max(1, timeout.toMillis()));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static long exchange(Socket socket, OutputStream out, HandOver handOver) throws IOException {
        HandOverWriter writer = new HandOverWriter(
                new BufferedInputStream(socket.getInputStream()), new BufferedOutputStream(out, BUFFER));
        long written;
        try {
            written = writer.write(handOver);
        } catch (IOException e) {
            awaitReason(writer, handOver, e);
            throw e;
        }
        writer.awaitConfirmation(handOver);
        return written;
    }

    /** A receiver that closed amid the hand-over may have said why. */
    private static void awaitReason(HandOverWriter writer, HandOver handOver, IOException broken) throws IOException {
        try {
            writer.awaitConfirmation(handOver);
        } catch (WireException reason) {
            reason.addSuppressed(broken);
            throw reason;
        } catch (IOException nothingSaid) {
            broken.addSuppressed(nothingSaid);
        }
    }
}
