package org.holdfast.cache.handover;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.holdfast.model.net.Endpoint;

/** Plain TCP connections to a failover host. */
public final class ConnectingSockets implements ChannelSupplier {

    private final Endpoint failoverHost;
    private final Duration timeout;
    private volatile boolean closed;
    private volatile SocketChannel connecting;

    /** @param timeout for the connection to be made, 1 ms or more */
    public ConnectingSockets(Endpoint failoverHost, Duration timeout) {
        this.failoverHost = failoverHost;
        this.timeout = timeout;
    }

    @Override
    public ByteChannel next() throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            connecting = channel;
            if (closed) {
                throw new IOException("closed");
            }
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket().connect(failoverHost.toSocketAddress(), (int) Math.max(1, timeout.toMillis()));
            connecting = null;
            return channel;
        } catch (IOException e) {
            channel.close();
            throw new IOException(failoverHost + " can't be reached: " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return failoverHost.toString();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        SocketChannel channel = connecting;
        if (channel != null) {
            channel.close();
        }
    }
}
