package org.holdfast.lab.internal.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.junit.jupiter.api.Test;

class BulkLoadTest {

    private static final List<InetSocketAddress> ANY_PORT =
            List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

    @Test
    void movesAllBytesBothWays() throws IOException, InterruptedException {
        try (LoadServer server = BulkLoad.serve(ANY_PORT)) {
            BulkLoad.run(4, 3_000_001, server.addresses());
        }
    }

    @Test
    void sendsExactlyWhatWasAskedFor() throws IOException {
        try (LoadServer server = BulkLoad.serve(ANY_PORT);
                SocketChannel client = SocketChannel.open(server.addresses().getFirst())) {
            Channels.write(client, ByteBuffer.allocate(8).putLong(1_500_000).flip());

            assertEquals(1_500_000, client.socket().getInputStream().readAllBytes().length);
        }
    }

    @Test
    void failsWhenTheServerEndsEarly() throws IOException {
        try (LoadServer server = LoadServer.open(ANY_PORT, 1, () -> connection -> {})) {
            assertThrows(IOException.class, () -> BulkLoad.run(1, 1_000, server.addresses()));
        }
    }
}
