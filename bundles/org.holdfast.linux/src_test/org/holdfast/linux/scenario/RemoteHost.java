package org.holdfast.linux.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/** The remote host's end: plain Java, unaware of anything. Made in a thread of its namespace. */
final class RemoteHost {

    final Pattern256 outbound = new Pattern256(1);
    final Pattern256 inbound = new Pattern256(2);

    private final ServerSocket server;
    private Socket socket;
    private final CompletableFuture<String> end = new CompletableFuture<>();

    RemoteHost(InetAddress address) throws IOException {
        server = new ServerSocket(0, 5, address);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Takes one connection, and reads and verifies it to its end. */
    void accept() throws IOException {
        socket = server.accept();
        Thread.ofPlatform().daemon().start(this::read);
    }

    private void read() {
        byte[] bytes = new byte[65536];
        try {
            InputStream in = socket.getInputStream();
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                outbound.verify(bytes, n);
            }
            end.complete("end of stream");
        } catch (IOException | AssertionError e) {
            end.complete(e.toString());
        }
    }

    void send(int length) throws IOException {
        socket.getOutputStream().write(inbound.next(length));
    }

    void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    int remotePort() {
        return socket.getPort();
    }

    boolean hasEnded() {
        return end.isDone();
    }

    /** How its reading ended; blocks until then. */
    String end() {
        return end.join();
    }

    void close() throws IOException {
        socket.close();
        server.close();
    }
}
