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
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.holdfast.cache.internal.wire.HandOverReader;
import org.holdfast.cache.internal.wire.MemoryBudget;
import org.holdfast.cache.internal.wire.WireException;

/**
 * Takes hand-overs on the failover host. A hand-over that is cut, altered, too large or of another version is refused
 * with a reason, and nothing of it reaches the sink. A few senders at a time, within one budget of memory, and none that
 * is silent for long. Threads of its own.
 */
public final class HandOverReceiver implements AutoCloseable {

    /** How much of a refused hand-over is read and thrown away, so that the sender gets to read why. */
    private static final int DRAIN = 64 << 20;

    private static final Duration ACCEPT_PAUSE = Duration.ofMillis(100);

    private static final int BUFFER = 64 << 10;

    private final Consumer<HandOver> sink;
    private final HandOverLimits limits;
    private final MemoryBudget budget;
    private final Semaphore free;
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
        this(listening, sink, HandOverLimits.ofThisProcess());
    }

    HandOverReceiver(InetSocketAddress bind, Consumer<HandOver> sink, HandOverLimits limits) throws IOException {
        this(bound(bind), sink, limits);
    }

    private HandOverReceiver(ServerSocket listening, Consumer<HandOver> sink, HandOverLimits limits) {
        this.sink = sink;
        this.listening = listening;
        this.limits = limits;
        budget = new MemoryBudget(limits.bytes());
        free = new Semaphore(limits.senders());
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
            // Those who come meanwhile wait in the system's queue; who is silent makes room soon.
            free.acquireUninterruptibly();
            try {
                Socket sender = listening.accept();
                senders.add(sender);
                Thread.ofVirtual().start(() -> serve(sender));
            } catch (IOException e) {
                free.release();
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
            sender.setSoTimeout((int) limits.greeting().toMillis());
            InputStream in = new BufferedInputStream(sender.getInputStream(), BUFFER);
            try (HandOverReader reader =
                    new HandOverReader(in, new BufferedOutputStream(sender.getOutputStream()), budget)) {
                take(sender, in, reader);
            }
        } catch (IOException e) {
            lastRefusal = "the hand-over from " + sender.getRemoteSocketAddress() + " broke off: " + e.getMessage();
        } finally {
            senders.remove(sender);
            free.release();
        }
    }

    private void take(Socket sender, InputStream in, HandOverReader reader) throws IOException {
        String reason;
        try {
            HandOver handOver =
                    reader.read(() -> sender.setSoTimeout((int) limits.silence().toMillis()));
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
        reader.close();
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
