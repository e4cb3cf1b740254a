package org.holdfast.cluster.security.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections whose TLS handshake is done. Handshakes run beside each other, so that whoever connects and says
 * nothing holds nobody up.
 */
public final class TlsServerSocket extends ServerSocket {

    private static final Logger LOG = LoggerFactory.getLogger(TlsServerSocket.class);
    private static final int MOST_HANDSHAKES = 256;
    /** A member connects once or twice at a time. */
    private static final int MOST_OF_ONE_ADDRESS = 8;

    private static final Duration ACCEPT_PAUSE = Duration.ofMillis(100);

    private final TlsEnds ends;
    private final BlockingQueue<Optional<SSLSocket>> ready = new LinkedBlockingQueue<>();
    private final Map<InetAddress, Integer> handshakes = new ConcurrentHashMap<>();

    /** Unbound. */
    public TlsServerSocket(TlsEnds ends) throws IOException {
        this.ends = ends;
    }

    @Override
    public void bind(SocketAddress endpoint, int backlog) throws IOException {
        super.bind(endpoint, backlog);
        Thread.ofPlatform().daemon().name("holdfast-tls-" + getLocalPort()).start(this::acceptAll);
    }

    /** Ends with an exception when the socket is closed. */
    @Override
    public Socket accept() throws IOException {
        try {
            Optional<SSLSocket> next = ready.take();
            if (next.isPresent()) {
                return next.get();
            }
            // For those who wait beside this thread.
            ready.add(Optional.empty());
            throw new SocketException("Socket closed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SocketException("interrupted");
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        ready.add(Optional.empty());
    }

    private void acceptAll() {
        while (!isClosed()) {
            try {
                Socket plain = super.accept();
                if (mayBegin(plain.getInetAddress())) {
                    Thread.ofVirtual().start(() -> shakeHands(plain));
                } else {
                    ends.refusals()
                            .refused("a connection", plain.getInetAddress(), "too many handshakes from there at once");
                    plain.close();
                }
            } catch (IOException e) {
                if (!isClosed()) {
                    LOG.debug("a connection couldn't be accepted", e);
                    // Most likely no file descriptor is free: that passes, but not at once.
                    LockSupport.parkNanos(ACCEPT_PAUSE.toNanos());
                }
            }
        }
    }

    private boolean mayBegin(InetAddress from) {
        int begun = handshakes.merge(from, 1, Integer::sum);
        if (begun > MOST_OF_ONE_ADDRESS || handshakes.size() > MOST_HANDSHAKES) {
            ended(from);
            return false;
        }
        return true;
    }

    private void ended(InetAddress from) {
        handshakes.computeIfPresent(from, (address, number) -> number == 1 ? null : number - 1);
    }

    private void shakeHands(Socket plain) {
        try {
            ready.add(Optional.of(ends.accept(plain)));
            if (isClosed()) {
                plain.close();
            }
        } catch (IOException e) {
            LOG.trace("refused, and logged there", e);
        } finally {
            ended(plain.getInetAddress());
        }
    }
}
