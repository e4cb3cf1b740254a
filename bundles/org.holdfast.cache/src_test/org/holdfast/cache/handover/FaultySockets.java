package org.holdfast.cache.handover;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Connections that can be cut, and that alter a byte when they are told to. */
final class FaultySockets implements ChannelSupplier {

    private final ChannelSupplier good;
    /** Which byte written from now on is altered, counted down; negative for none. */
    final AtomicLong alter = new AtomicLong(-1);

    final AtomicInteger given = new AtomicInteger();
    private volatile ByteChannel last;

    FaultySockets(ChannelSupplier good) {
        this.good = good;
    }

    void cut() throws IOException {
        last.close();
    }

    @Override
    public ByteChannel next() throws IOException {
        ByteChannel channel = new Faulty(good.next());
        last = channel;
        given.incrementAndGet();
        return channel;
    }

    @Override
    public String name() {
        return good.name();
    }

    @Override
    public void close() throws IOException {
        good.close();
    }

    private final class Faulty implements ByteChannel {
        private final ByteChannel channel;

        private Faulty(ByteChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            return channel.read(into);
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            long at = alter.get();
            if (at < 0) {
                return channel.write(from);
            }
            alter.addAndGet(-from.remaining());
            ByteBuffer copy = ByteBuffer.allocate(from.remaining());
            copy.put(from).flip();
            if (at < copy.limit()) {
                copy.put((int) at, (byte) (copy.get((int) at) ^ 1));
                alter.set(-1);
            }
            while (copy.hasRemaining()) {
                channel.write(copy);
            }
            return copy.limit();
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
