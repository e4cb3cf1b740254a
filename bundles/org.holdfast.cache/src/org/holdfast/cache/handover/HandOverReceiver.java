package org.holdfast.cache.handover;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.holdfast.cache.internal.wire.HandOverReader;
import org.holdfast.cache.internal.wire.WireException;

/**
 * Takes hand-overs on the failover host. A hand-over that is cut, altered, too large or of another version is refused
 * with a reason, and nothing of it reaches the sink. Threads of its own.
 */
public final class HandOverReceiver implements AutoCloseable {

    /** Silence of a sender after which it is given up. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    /** How much of a refused hand-over is read and thrown away, so that the sender gets to read why. */
    private static final int DRAIN = 64 << 20;

    private static final Duration ACCEPT_PAUSE = Duration.ofMillis(100);

    private static final int BUFFER = 64 << 10;

    private final Consumer<HandOver> sink;
    private final ServerSocket listening;
    private final Set<Socket> senders = ConcurrentHashMap.newKeySet();
    private final Object delivery = new Object();
    private volatile String lastRefusal = "";

    /**
     * Listens at once.
     *
     * @param bind address and port, 0 for any port
     * @param sink takes hand-overs, one at a time, on a thread of the receiver. Should return soon: the sender waits.
     *     What it throws is told to the sender as a refusal
     * @throws IOException when it can't listen there
     */
    public HandOverReceiver(InetSocketAddress bind, Consumer<HandOver> sink) throws IOException {
        this(bound(bind), sink);
    }

    /**
     * As the other one.
     *
     * @param listening bound; closed with the receiver. It may let in only those who may hand over
     */
    public HandOverReceiver(ServerSocket listening, Consumer<HandOver> sink) {
        this.sink = sink;
        this.listening = listening;
        Thread.ofPlatform().daemon().name("hand-over-" + port()).start(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Why a hand-over was refused or broke off last. */
    public Optional<String> lastRefusal() {
        return lastRefusal.isEmpty() ? Optional.empty() : Optional.of(lastRefusal);
    }

    /** Stops listening and breaks off what is running. */
    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket sender : senders) {
            sender.close();
        }
    }

    private static ServerSocket bound(InetSocketAddress bind) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(bind);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw new IOException("can't listen for hand-overs on " + bind + ": " + e.getMessage(), e);
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket sender = listening.accept();
                senders.add(sender);
                Thread.ofVirtual().start(() -> serve(sender));
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    lastRefusal = "a sender couldn't be accepted: " + e.getMessage();
                    // Most likely no file descriptor is free: that passes, but not at once.
                    LockSupport.parkNanos(ACCEPT_PAUSE.toNanos());
                }
            }
        }
    }

    private void serve(Socket sender) {
        try (sender) {
            sender.setTcpNoDelay(true);
            sender.setSoTimeout((int) SILENCE.toMillis());
            InputStream in = new BufferedInputStream(sender.getInputStream(), BUFFER);
            HandOverReader reader = new HandOverReader(
                    in,
                    new BufferedOutputStream(sender.getOutputStream()),
                    Runtime.getRuntime().maxMemory() / 2);
            take(sender, in, reader);
        } catch (IOException e) {
            lastRefusal = "the hand-over from " + sender.getRemoteSocketAddress() + " broke off: " + e.getMessage();
        } finally {
            senders.remove(sender);
        }
    }

    private void take(Socket sender, InputStream in, HandOverReader reader) throws IOException {
        String reason;
        try {
            HandOver handOver = reader.read();
            reason = deliver(handOver);
            if (reason.isEmpty()) {
                reader.confirm(handOver);
                return;
            }
        } catch (WireException e) {
            reason = e.getMessage();
        }
        lastRefusal = "the hand-over from " + sender.getRemoteSocketAddress() + " was refused: " + reason;
        reader.refuse(reason);
        sender.shutdownOutput();
        // Closing with unread bytes would reset the connection and lose the reason.
        long drained = 0;
        for (long n = in.skip(BUFFER); n > 0 && drained < DRAIN; n = in.skip(BUFFER)) {
            drained += n;
        }
    }

    /** Empty, or why the sink didn't take it. */
    private String deliver(HandOver handOver) {
        synchronized (delivery) {
            try {
                sink.accept(handOver);
                return "";
            } catch (RuntimeException e) {
                return "the failover host couldn't take it: " + e;
            }
        }
    }
}
