package org.holdfast.cluster.security;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/** TCP between members, protected as the node's file says. */
public interface SecureSockets {

    /** Without protection. */
    SecureSockets PLAIN = new SecureSockets() {
        @Override
        public Socket connect(InetSocketAddress to, Duration timeout) throws IOException {
            Socket socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.connect(to, (int) Math.max(1, timeout.toMillis()));
                return socket;
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        }

        @Override
        public ServerSocket listen(InetSocketAddress bind) throws IOException {
            return bound(new ServerSocket(), bind);
        }
    };

    /** @throws IOException when nobody is there, or somebody else than should be */
    Socket connect(InetSocketAddress to, Duration timeout) throws IOException;

    /** What it accepts is only who may be there; others are refused and logged. */
    ServerSocket listen(InetSocketAddress bind) throws IOException;

    /** Binds a socket, which is closed when that fails. */
    static ServerSocket bound(ServerSocket socket, InetSocketAddress bind) throws IOException {
        try {
            socket.setReuseAddress(true);
            socket.bind(bind);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
