package org.holdfast.lab.internal.traffic;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ShortConnectionsTest {

    private static final List<InetSocketAddress> ANY_PORT =
            List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

    @Test
    void everyRequestIsAnsweredWhoeverCloses() throws IOException, InterruptedException {
        try (LoadServer server = ShortConnections.serve(ANY_PORT)) {
            ShortConnections.run(500, server.addresses());
        }
    }

    @Test
    void stopsAtTheFirstFailure() throws IOException {
        AtomicInteger served = new AtomicInteger();
        LoadServer.Service good = ShortConnections.service();
        LoadServer.Service firstFails = connection -> {
            if (served.incrementAndGet() > 1) {
                good.serve(connection);
            }
        };
        try (LoadServer server = LoadServer.open(ANY_PORT, 1, () -> firstFails)) {
            assertThrows(IOException.class, () -> ShortConnections.run(20_000, server.addresses()));
        }
        assertTrue(served.get() < 10_000, served + " connections were made");
    }
}
