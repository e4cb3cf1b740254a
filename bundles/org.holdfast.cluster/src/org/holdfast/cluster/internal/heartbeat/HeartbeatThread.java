package org.holdfast.cluster.internal.heartbeat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.holdfast.cluster.internal.Roster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends and receives heartbeats on a thread of its own with the highest priority. Drains the socket before it judges, and
 * judges before it sends. Whatever ends the thread also ends the leases of this node.
 */
public final class HeartbeatThread {

    private static final Logger LOG = LoggerFactory.getLogger(HeartbeatThread.class);
    private static final int RECEIVE_BUFFER_BYTES = 1 << 20;
    private static final int MOST_WARNINGS = 100;

    private final Roster roster;
    private final Heartbeats heartbeats;
    private final long intervalNanos;
    private final BeatSeal seal;
    private final Consumer<HeartbeatEvent> sink;
    private final BeatCodec codec;
    private final DatagramChannel channel;
    private final Selector selector;
    private final InetSocketAddress[] targets;
    private final boolean[] complained;
    private final ByteBuffer in = BeatCodec.buffer();
    private final ByteBuffer out = BeatCodec.buffer();
    private final ByteBuffer sealed = BeatCodec.buffer();
    private final Beat heard;
    private final Beat said;
    private final Set<InetSocketAddress> warned = new HashSet<>();
    private final AtomicLong ignored = new AtomicLong();
    private final Thread thread;
    private volatile boolean running = true;

    /**
     * Binds the socket.
     *
     * @param sink is called on the heartbeat thread
     */
    public HeartbeatThread(
            Roster roster,
            int port,
            long intervalNanos,
            Heartbeats heartbeats,
            BeatSeal seal,
            Consumer<HeartbeatEvent> sink)
            throws IOException {
        this.roster = roster;
        this.heartbeats = heartbeats;
        this.intervalNanos = intervalNanos;
        this.seal = seal;
        this.sink = sink;
        this.codec = new BeatCodec(roster);
        this.heard = new Beat(roster.members(), roster.services());
        this.said = new Beat(roster.members(), roster.services());
        this.targets = new InetSocketAddress[roster.members()];
        this.complained = new boolean[roster.members()];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = new InetSocketAddress(roster.address(i), port);
        }
        this.selector = Selector.open();
        this.channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
            channel.bind(targets[roster.self()]);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
        } catch (IOException e) {
            closeSocket();
            throw e;
        }
        this.thread = new Thread(this::run, "holdfast-heartbeat-" + roster.node(roster.self()));
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Looks at once whether something urgent is to be said. */
    public void wake() {
        selector.wakeup();
    }

    /** Datagrams that were no heartbeats of this cluster. */
    public long ignored() {
        return ignored.get();
    }

    /** Stops, and waits until the thread has ended. Leases end with an event for each. */
    public void close() {
        running = false;
        selector.wakeup();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        String why = "this node has left the cluster";
        try {
            loop();
        } catch (IOException | ClosedSelectorException e) {
            why = "heartbeats have failed: " + e;
            LOG.error("heartbeats of {} have ended; restart the node", roster.node(roster.self()), e);
        } catch (RuntimeException e) {
            why = "heartbeats have failed: " + e;
            LOG.error("heartbeats of {} have ended by an error in this program", roster.node(roster.self()), e);
        } finally {
            heartbeats.loseAll(why);
            deliver();
            closeSocket();
        }
    }

    private void loop() throws IOException {
        long next = System.nanoTime();
        while (running) {
            long wait = next - System.nanoTime();
            if (wait > 0) {
                selector.select(wait / 1_000_000 + 1);
                selector.selectedKeys().clear();
            }
            drain();
            long now = System.nanoTime();
            heartbeats.judge(now);
            boolean urgent = heartbeats.takeUrgent();
            if (urgent || next - now <= 0) {
                send();
            }
            if (next - now <= 0) {
                next += intervalNanos;
                // After a long delay: go on from here instead of sending what was missed.
                if (next - now < 0) {
                    next = now + intervalNanos;
                }
            }
            deliver();
        }
    }

    private void drain() throws IOException {
        while (true) {
            in.clear();
            if (!(channel.receive(in) instanceof InetSocketAddress from)) {
                return;
            }
            in.flip();
            int member = roster.indexOf(from.getAddress());
            if (member < 0) {
                ignore(from, "no member has this address");
                continue;
            }
            if (seal.open(member, in) == BeatSeal.Opened.NOTHING) {
                continue;
            }
            switch (codec.read(in, heard)) {
                case READ -> {
                    if (heard.sender == member) {
                        if (seal.accepts(heard, said)) {
                            heartbeats.received(heard, System.nanoTime());
                        }
                    } else {
                        ignore(from, "it claims to be another member; correct the addresses of the [[member]] tables");
                    }
                }
                case MALFORMED -> ignore(from, "it is no heartbeat of this version");
                case OTHER_MEMBERS ->
                    ignore(from, "the sender has other members; make the [[member]] tables of all nodes equal");
            }
        }
    }

    private void ignore(InetSocketAddress from, String why) {
        ignored.incrementAndGet();
        // Strangers must not be able to fill the log, or the memory.
        if (warned.size() < MOST_WARNINGS && warned.add(from)) {
            LOG.warn("a datagram from {} is ignored, as will be others from there: {}", from, why);
        }
    }

    private void send() {
        // Read before anything else: a lease counts from here.
        heartbeats.compose(said, System.nanoTime());
        seal.answer(said);
        codec.write(said, out);
        for (int i = 0; i < targets.length; i++) {
            if (i != roster.self()) {
                try {
                    if (seal.introduce(i, sealed, System.nanoTime())) {
                        channel.send(sealed, targets[i]);
                    }
                    if (seal.seal(i, out, sealed)) {
                        channel.send(sealed, targets[i]);
                    }
                    complained[i] = false;
                } catch (IOException e) {
                    // A link that is down: the others draw their conclusions, and so does this node.
                    if (!complained[i]) {
                        complained[i] = true;
                        LOG.warn("no heartbeat can be sent to {}: {}", roster.node(i), e.toString());
                    }
                }
            }
        }
    }

    private void deliver() {
        for (HeartbeatEvent event : heartbeats.fetch()) {
            sink.accept(event);
        }
    }

    private void closeSocket() {
        try {
            channel.close();
            selector.close();
        } catch (IOException e) {
            LOG.warn("the heartbeat socket of {} didn't close: {}", roster.node(roster.self()), e.toString());
        }
    }
}
