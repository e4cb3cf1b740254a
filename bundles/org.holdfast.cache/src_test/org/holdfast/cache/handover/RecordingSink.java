package org.holdfast.cache.handover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.Verdict;

/** Notes what a feed tells, and holds it against what a sink was promised. */
class RecordingSink implements FeedSink {

    /** What the standby has of one connection. */
    static final class Connection {
        final String service;
        final ByteArrayOutputStream inbound = new ByteArrayOutputStream();
        final List<Integer> blocks = new ArrayList<>();
        final Set<StreamEnd> ends = EnumSet.noneOf(StreamEnd.class);
        ControlBlock state;
        int states = 1;
        int pieces;
        OutboundDigests digests;
        Verdict verdict;
        boolean over;

        Connection(String service, ControlBlock state) {
            this.service = service;
            this.state = state;
        }

        byte[] bytes() {
            return inbound.toByteArray();
        }
    }

    final Map<Long, Connection> connections = new ConcurrentHashMap<>();
    final Map<Long, Connection> finished = new ConcurrentHashMap<>();
    /** Everything in order, for people and for tests of order. */
    final List<String> told = new CopyOnWriteArrayList<>();

    final List<String> dropped = new CopyOnWriteArrayList<>();

    private boolean brief;
    private boolean ofAForger;

    /** Keeps no list of everything. */
    RecordingSink brief() {
        brief = true;
        return this;
    }

    Connection connection(long id) {
        Connection open = connections.get(id);
        return open != null ? open : finished.get(id);
    }

    byte[] bytes(long id) {
        Connection c = connection(id);
        return c == null ? new byte[0] : c.bytes();
    }

    /** Told by somebody who makes checksums right again: what only a cache can promise isn't asked for. */
    RecordingSink ofAForger() {
        ofAForger = true;
        return brief();
    }

    /** Of the inbound bytes. */
    int length(long id) {
        Connection c = connection(id);
        return c == null ? 0 : c.inbound.size();
    }

    String text(long id) {
        return new String(bytes(id));
    }

    @Override
    public void connected(UUID cache) {
        note("connected");
    }

    @Override
    public void disconnected(String reason) {
        note("disconnected " + reason);
    }

    @Override
    public void opened(long id, String service, ControlBlock state) {
        note("opened " + id);
        assertNull(connections.put(id, new Connection(service, state)), "opened twice");
        if (!ofAForger) {
            assertEquals((int) id, state.sndNxt());
            assertNull(finished.get(id), "opened again after its end");
        }
    }

    @Override
    public void inbound(long id, long offset, ByteBuffer bytes) {
        note("inbound " + id + " " + bytes.remaining());
        Connection c = open(id);
        assertEquals(c.inbound.size(), offset);
        assertTrue(bytes.hasRemaining());
        assertFalse(c.ends.contains(StreamEnd.INBOUND_FIN), "bytes after the end");
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        c.inbound.writeBytes(copy);
        c.pieces++;
    }

    @Override
    public void state(long id, ControlBlock state) {
        note("state " + id);
        Connection c = open(id);
        assertTrue(ofAForger || state.rcvNxt() >= c.state.rcvNxt(), "an older state after a newer one");
        c.state = state;
        c.states++;
    }

    @Override
    public void outbound(long id, OutboundDigests digests) {
        note("outbound " + id + " " + digests.bytes());
        Connection c = open(id);
        assertEquals(c.blocks.size(), digests.firstBlock());
        for (int block : digests.blocks()) {
            c.blocks.add(block);
        }
        c.digests = digests;
    }

    @Override
    public void ended(long id, StreamEnd end) {
        note("ended " + id + " " + end);
        assertTrue(open(id).ends.add(end), "ended twice");
    }

    @Override
    public void verdict(long id, Verdict verdict) {
        note("verdict " + id + " " + verdict.reason());
        open(id).verdict = verdict;
    }

    @Override
    public void over(long id) {
        note("over " + id);
        Connection c = open(id);
        c.over = true;
        connections.remove(id);
        finished.put(id, c);
    }

    @Override
    public void dropped(long id, String reason) {
        note("dropped " + id);
        open(id);
        connections.remove(id);
        dropped.add(id + ": " + reason);
    }

    private Connection open(long id) {
        Connection c = connections.get(id);
        assertNotNull(c, "connection " + id + " isn't open");
        return c;
    }

    private void note(String what) {
        if (!brief) {
            told.add(what);
        }
    }
}
