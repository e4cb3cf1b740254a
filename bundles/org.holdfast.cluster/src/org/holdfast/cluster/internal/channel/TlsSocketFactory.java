package org.holdfast.cluster.internal.channel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.holdfast.cluster.security.internal.TlsEnds;
import org.holdfast.cluster.security.internal.TlsServerSocket;
import org.jgroups.util.DefaultSocketFactory;

/** Gives JGroups sockets whose other end is a member: strangers never reach its code. */
final class TlsSocketFactory extends DefaultSocketFactory {

    private final TlsEnds ends;

    TlsSocketFactory(TlsEnds ends) {
        this.ends = ends;
    }

    @Override
    public Socket createSocket(String service) throws IOException {
        return ends.unconnected();
    }

    @Override
    public Socket createSocket(String service, String host, int port) throws IOException {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(String service, InetAddress address, int port) throws IOException {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(String service, String host, int port, InetAddress local, int localPort)
            throws IOException {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(String service, InetAddress address, int port, InetAddress local, int localPort)
            throws IOException {
        throw onlyUnconnected();
    }

    @Override
    public ServerSocket createServerSocket(String service) throws IOException {
        return new TlsServerSocket(ends);
    }

    @Override
    public ServerSocket createServerSocket(String service, int port) throws IOException {
        return bound(new InetSocketAddress(port), 50);
    }

    @Override
    public ServerSocket createServerSocket(String service, int port, int backlog) throws IOException {
        return bound(new InetSocketAddress(port), backlog);
    }

    @Override
    public ServerSocket createServerSocket(String service, int port, int backlog, InetAddress bind) throws IOException {
        return bound(new InetSocketAddress(bind, port), backlog);
    }

    private ServerSocket bound(InetSocketAddress address, int backlog) throws IOException {
        ServerSocket socket = new TlsServerSocket(ends);
        socket.bind(address, backlog);
        return socket;
    }

    /** The TCP transport connects by itself; anything else would connect without a handshake. */
    private static IOException onlyUnconnected() {
        return new IOException("no protocol but TCP opens connections here");
    }
}
