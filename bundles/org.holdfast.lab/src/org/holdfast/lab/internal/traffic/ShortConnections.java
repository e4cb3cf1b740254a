package org.holdfast.lab.internal.traffic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Very many connections, each of one to five small requests and answers. Most are closed by the client, every fourth by
 * the server, and one of fifty is reset.
 *
 * <p>A request is: size of the answer (see {@link #answerBytes}), 1 when the server shall close afterwards, number of
 * bytes that follow, those bytes.
 */
final class ShortConnections {

    static final int FIRST_PORT = 8000;
    static final int PORTS = 4;

    private static final int SERVER_THREADS = 4;
    private static final int CLIENT_THREADS = 24;
    private static final int HEADER_BYTES = 3;
    private static final int MOST_REQUESTS = 5;

    private ShortConnections() {}

    /** Starts a server. */
    static LoadServer serve(List<InetSocketAddress> addresses) throws IOException {
        return LoadServer.open(addresses, SERVER_THREADS, ShortConnections::service);
    }

    /** Answers all requests of one connection. */
    static LoadServer.Service service() {
        ByteBuffer request = ByteBuffer.allocateDirect(HEADER_BYTES + Byte.MAX_VALUE);
        ByteBuffer answer = Channels.bytes();
        return connection -> answerAll(connection, request, answer);
    }

    private static void answerAll(SocketChannel connection, ByteBuffer request, ByteBuffer answer) throws IOException {
        connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
        boolean last = false;
        while (!last) {
            request.clear();
            do {
                if (connection.read(request) < 0) {
                    return;
                }
            } while (request.position() < HEADER_BYTES || request.position() < HEADER_BYTES + request.get(2));
            last = request.get(1) == 1;
            Channels.write(connection, answer.clear().limit(answerBytes(request.get(0))));
        }
    }

    /** 20 to 528 bytes. */
    private static int answerBytes(int size) {
        return 20 + 4 * size;
    }

    /**
     * Makes so many connections, some of them at a time.
     *
     * @throws IOException when a connection fails
     */
    static void run(int connections, List<InetSocketAddress> servers) throws IOException, InterruptedException {
        AtomicInteger left = new AtomicInteger(connections);
        LoadClients clients = new LoadClients();
        for (int number = 0; number < CLIENT_THREADS; number++) {
            SplittableRandom random = new SplittableRandom(number);
            clients.start(() -> {
                ByteBuffer bytes = Channels.bytes();
                while (left.decrementAndGet() >= 0 && !clients.failed()) {
                    connect(servers.get(random.nextInt(servers.size())), bytes, random);
                }
            });
        }
        clients.join();
    }

    private static void connect(InetSocketAddress server, ByteBuffer bytes, SplittableRandom random)
            throws IOException {
        boolean reset = random.nextInt(50) == 0;
        boolean serverCloses = random.nextInt(4) == 0;
        try (SocketChannel connection = SocketChannel.open()) {
            connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (reset) {
                connection.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            connection.connect(server);
            int requests = 1 + random.nextInt(MOST_REQUESTS);
            for (int number = 1; number <= requests; number++) {
                request(connection, bytes, serverCloses && number == requests, random);
            }
            if (serverCloses && !reset) {
                connection.read(bytes.clear());
            }
        }
    }

    private static void request(SocketChannel connection, ByteBuffer bytes, boolean last, SplittableRandom random)
            throws IOException {
        byte answer = (byte) random.nextInt(128);
        byte length = (byte) (10 + random.nextInt(80));
        bytes.clear()
                .put(0, answer)
                .put(1, (byte) (last ? 1 : 0))
                .put(2, length)
                .limit(HEADER_BYTES + length);
        Channels.write(connection, bytes);
        Channels.read(connection, bytes.clear().limit(answerBytes(answer)));
    }
}
