package org.holdfast.lab.internal.traffic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;

/**
 * A few connections that carry as much as they can, half of them to the server, half of them from it. The client says
 * how much in the first eight bytes, negative for what it sends itself; the server answers that with one byte.
 */
final class BulkLoad {

    static final int PORT = 9000;

    /** Connections that a server has at a time, per address. */
    private static final int THREADS = 16;

    private BulkLoad() {}

    /** Starts a server. */
    static LoadServer serve(List<InetSocketAddress> addresses) throws IOException {
        return LoadServer.open(addresses, THREADS, () -> {
            ByteBuffer bytes = Channels.bytes();
            ByteBuffer request = ByteBuffer.allocateDirect(Long.BYTES);
            return connection -> {
                request.clear();
                Channels.read(connection, request);
                long amount = request.getLong(0);
                if (amount > 0) {
                    send(connection, bytes, amount);
                } else {
                    receive(connection, bytes, -amount);
                    Channels.write(connection, bytes.clear().limit(1));
                }
            };
        });
    }

    /**
     * Moves {@code bytes} over each connection, all at the same time.
     *
     * @throws IOException when a connection fails
     */
    static void run(int connections, long bytes, List<InetSocketAddress> servers)
            throws IOException, InterruptedException {
        LoadClients clients = new LoadClients();
        for (int number = 0; number < connections; number++) {
            InetSocketAddress server = servers.get(number % servers.size());
            boolean upload = number / servers.size() % 2 == 1;
            clients.start(() -> move(server, upload, bytes));
        }
        clients.join();
    }

    private static void move(InetSocketAddress server, boolean upload, long amount) throws IOException {
        ByteBuffer bytes = Channels.bytes();
        try (SocketChannel connection = SocketChannel.open(server)) {
            ByteBuffer request = ByteBuffer.allocate(Long.BYTES);
            Channels.write(
                    connection, request.putLong(upload ? -amount : amount).flip());
            if (upload) {
                send(connection, bytes, amount);
                Channels.read(connection, bytes.clear().limit(1));
            } else {
                receive(connection, bytes, amount);
            }
        }
    }

    private static void send(SocketChannel connection, ByteBuffer bytes, long amount) throws IOException {
        for (long left = amount; left > 0; left -= bytes.limit()) {
            bytes.clear().limit((int) Math.min(left, bytes.capacity()));
            Channels.write(connection, bytes);
        }
    }

    private static void receive(SocketChannel connection, ByteBuffer bytes, long amount) throws IOException {
        for (long left = amount; left > 0; left -= bytes.limit()) {
            bytes.clear().limit((int) Math.min(left, bytes.capacity()));
            Channels.read(connection, bytes);
        }
    }
}
