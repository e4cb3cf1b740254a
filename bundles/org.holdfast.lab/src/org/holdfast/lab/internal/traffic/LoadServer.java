package org.holdfast.lab.internal.traffic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Listens on some addresses with a fixed number of threads each; a thread serves one connection after the other.
 * Blocking calls on platform threads cost the least here.
 */
final class LoadServer implements AutoCloseable {

    private static final int BACKLOG = 4096;

    /** Serves one connection; used by one thread. */
    interface Service {
        /** Serves until the other end or the service has enough; the connection is closed then. */
        void serve(SocketChannel connection) throws IOException;
    }

    private final List<ServerSocketChannel> listeners = new ArrayList<>();

    /** Starts to listen. Port 0 takes a free one. */
    static LoadServer open(List<InetSocketAddress> addresses, int threads, Supplier<Service> services)
            throws IOException {
        LoadServer server = new LoadServer();
        for (InetSocketAddress address : addresses) {
            ServerSocketChannel listener = ServerSocketChannel.open();
            server.listeners.add(listener);
            listener.bind(address, BACKLOG);
            for (int i = 0; i < threads; i++) {
                Service service = services.get();
                Thread.ofPlatform().daemon().name("serve " + address).start(() -> acceptAll(listener, service));
            }
        }
        return server;
    }

    /** Where it listens. */
    List<InetSocketAddress> addresses() throws IOException {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (ServerSocketChannel listener : listeners) {
            addresses.add((InetSocketAddress) listener.getLocalAddress());
        }
        return addresses;
    }

    private static void acceptAll(ServerSocketChannel listener, Service service) {
        while (listener.isOpen()) {
            try (SocketChannel connection = listener.accept()) {
                service.serve(connection);
            } catch (IOException e) {
                // Clients reset some connections on purpose; and the listener may be closed, which ends the loop.
                continue;
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (ServerSocketChannel listener : listeners) {
            listener.close();
        }
    }
}
