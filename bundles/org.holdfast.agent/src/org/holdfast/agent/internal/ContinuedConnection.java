package org.holdfast.agent.internal;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.holdfast.linux.RepairSocket;
import org.holdfast.linux.SplicePump;
import org.holdfast.linux.StreamSocket;
import org.holdfast.model.tcp.ControlBlock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that goes on through this host: the rebuilt socket towards the remote host, and the socket of the local
 * application that was brought to the same point. Bytes move by splice, each direction on a thread of its own.
 */
final class ContinuedConnection {

    private static final Logger LOG = LoggerFactory.getLogger(ContinuedConnection.class);

    private final ControlBlock state;
    private final RepairSocket remote;
    private final StreamSocket application;
    private final AtomicInteger directions = new AtomicInteger(2);
    private final AtomicBoolean silenced = new AtomicBoolean();
    private volatile Runnable ended = () -> {};

    ContinuedConnection(ControlBlock state, RepairSocket remote, StreamSocket application) {
        this.state = state;
        this.remote = remote;
        this.application = application;
    }

    void whenEnded(Runnable action) {
        ended = action;
    }

    /**
     * Leaves repair mode and goes on.
     *
     * @param unacknowledged captured outbound bytes that the remote host hasn't acknowledged; sent again first
     */
    void resume(byte[] unacknowledged) throws IOException {
        remote.resume();
        Thread.ofPlatform().name("outbound " + state.tuple()).daemon().start(() -> outbound(unacknowledged));
        Thread.ofPlatform().name("inbound " + state.tuple()).daemon().start(this::inbound);
    }

    private void outbound(byte[] unacknowledged) {
        try {
            if (!state.isServiceFinAcknowledged()) {
                remote.write(unacknowledged, 0, unacknowledged.length);
                if (!state.serviceFin()) {
                    SplicePump.pump(application, remote, moved -> {});
                }
                remote.shutdownOutput();
            }
        } catch (IOException e) {
            broken("outbound", e);
        } finally {
            directionEnded();
        }
    }

    private void inbound() {
        try {
            if (!state.remoteFin()) {
                SplicePump.pump(remote, application, moved -> {});
                application.shutdownOutput();
            }
        } catch (IOException e) {
            broken("inbound", e);
        } finally {
            directionEnded();
        }
    }

    private void broken(String direction, IOException e) {
        if (!silenced.get()) {
            LOG.info("{}: {} ended: {}", state.tuple(), direction, e.getMessage());
        }
        // One broken direction ends the other: neither end waits for bytes that can't come.
        application.close();
        if (!silenced.get()) {
            remote.close();
        }
    }

    private void directionEnded() {
        if (directions.decrementAndGet() > 0) {
            return;
        }
        application.close();
        if (silenced.get()) {
            return;
        }
        if (state.isServiceFinAcknowledged()) {
            // The remote host has had our FIN; a second one would draw a reset.
            remote.closeSilently();
        } else {
            remote.close();
        }
        ended.run();
    }

    /** Ends it without a packet to the remote host: another host goes on with it. */
    void closeSilently() {
        if (silenced.compareAndSet(false, true)) {
            remote.closeSilently();
            application.close();
            ended.run();
        }
    }
}
