package org.holdfast.cache.handover;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Plain TCP connections from caches. */
public final class ListeningSockets implements ChannelSupplier {

    private final ServerSocketChannel listening;

    /**
     * Listens at once.
     *
     * @param bind address and port, 0 for any port
     * @throws IOException when it can't listen there
     */
    public ListeningSockets(InetSocketAddress bind) throws IOException {
        listening = ServerSocketChannel.open();
        try {
            listening.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listening.bind(bind);
        } catch (IOException e) {
            listening.close();
            throw new IOException("can't listen for feeds on " + bind + ": " + e.getMessage(), e);
        }
    }

    public int port() {
        return listening.socket().getLocalPort();
    }

    @Override
    public ByteChannel next() throws IOException {
        SocketChannel channel = listening.accept();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return "port " + port();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
