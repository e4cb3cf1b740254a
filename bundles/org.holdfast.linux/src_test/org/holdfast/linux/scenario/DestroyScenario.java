package org.holdfast.linux.scenario;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.linux.SocketDestroyer;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.net.PortRange;

/** Connections over loopback are destroyed; the listener, in Java an IPv6 socket for both families, goes on. */
public final class DestroyScenario {

    private DestroyScenario() {}

    public static void main(String[] args) throws Exception {
        Shell.prepare();
        run(InetAddress.ofLiteral("127.0.0.1"));
        run(InetAddress.ofLiteral("::1"));
    }

    private static void run(InetAddress address) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, address);
                Socket client = new Socket(address, server.getLocalPort());
                Socket accepted = server.accept()) {
            Endpoint service = new Endpoint(address, server.getLocalPort());
            FourTuple tuple = new FourTuple(new Endpoint(address, client.getLocalPort()), service);
            Expect.equal(1, SocketDestroyer.destroy(List.of(tuple)), "destroyed");
            expectReset(client);
            Expect.equal(0, SocketDestroyer.destroy(List.of(tuple)), "destroyed again");
            accepted.close();

            List<Socket> clients = new ArrayList<>();
            List<Socket> others = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                clients.add(new Socket(address, service.port()));
                // Returns only when the handshake is complete here too; before, there would be nobody to reset.
                others.add(server.accept());
            }
            PortRange other = new PortRange(service.port() == 1 ? 2 : 1, service.port() == 1 ? 2 : 1);
            Expect.equal(0, SocketDestroyer.destroyAll(address, other), "destroyed on another port");
            PortRange ports = new PortRange(service.port(), service.port());
            Expect.equal(3, SocketDestroyer.destroyAll(address, ports), "destroyed by port");
            for (Socket socket : clients) {
                expectReset(socket);
                socket.close();
            }
            for (Socket socket : others) {
                socket.close();
            }
            try (Socket late = new Socket(address, service.port())) {
                Expect.that(late.isConnected(), "the listener goes on");
            }
        }
    }

    private static void expectReset(Socket client) throws IOException {
        try {
            Expect.equal("a reset", "read " + client.getInputStream().read(), "what the client sees");
        } catch (IOException e) {
            Expect.that(e.getMessage().contains("reset"), e.getMessage());
        }
    }
}
