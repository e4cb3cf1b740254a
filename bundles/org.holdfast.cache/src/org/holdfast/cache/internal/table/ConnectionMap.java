package org.holdfast.cache.internal.table;

import org.holdfast.cache.internal.decode.Segment;
import org.holdfast.cache.internal.track.Connection;
import org.holdfast.model.tcp.Direction;

/**
 * Finds the connection of a segment by its two ends, whichever way it goes. Open addressing, one reference per slot,
 * nothing allocated on the way; a secret in the hash keeps others from choosing ends that collide. Not safe for threads.
 */
final class ConnectionMap {

    private static final int SMALLEST = 1 << 10;
    private static final long MIX = 0x9e3779b97f4a7c15L;

    private final long secret;
    private Connection[] slots = new Connection[SMALLEST];
    /** Eight bits of each hash: most strangers are told apart without looking at them. */
    private byte[] tags = new byte[SMALLEST];

    private int size;
    private Direction direction = Direction.INBOUND;

    /** @param secret any number that nobody else knows */
    ConnectionMap(long secret) {
        // Odd, so that multiplying loses nothing.
        this.secret = secret | 1;
    }

    /** The connection with a segment's ends; null when there is none. */
    Connection find(Segment segment) {
        int mask = slots.length - 1;
        int hash = hash(segment);
        byte tag = tag(hash);
        for (int at = hash & mask; tags[at] != 0; at = at + 1 & mask) {
            Direction way = tags[at] == tag ? slots[at].directionOf(segment) : null;
            if (way != null) {
                direction = way;
                return slots[at];
            }
        }
        return null;
    }

    /** Which way the segment goes whose connection was found last. */
    Direction direction() {
        return direction;
    }

    /** Adds a connection whose ends no other one has. */
    void add(Connection connection) {
        if (++size > slots.length / 4 * 3) {
            grow();
        }
        insert(connection);
    }

    /** Puts a connection in the place of one with the same ends. */
    void replace(Connection old, Connection connection) {
        slots[slotOf(old)] = connection;
    }

    /** The connection that has the same ends now; null when none has. */
    Connection find(Connection connection) {
        int mask = slots.length - 1;
        int at = hash(connection) & mask;
        while (slots[at] != null && !slots[at].hasEndsOf(connection)) {
            at = at + 1 & mask;
        }
        return slots[at];
    }

    void remove(Connection connection) {
        int hole = slotOf(connection);
        int mask = slots.length - 1;
        // What would no longer be found behind the hole moves into it.
        for (int at = hole + 1 & mask; slots[at] != null; at = at + 1 & mask) {
            int home = hash(slots[at]) & mask;
            if ((at - home & mask) >= (at - hole & mask)) {
                slots[hole] = slots[at];
                tags[hole] = tags[at];
                hole = at;
            }
        }
        slots[hole] = null;
        tags[hole] = 0;
        size--;
    }

    private int slotOf(Connection connection) {
        int mask = slots.length - 1;
        int at = hash(connection) & mask;
        while (slots[at] != connection) {
            if (slots[at] == null) {
                throw new IllegalStateException("connection " + connection.id() + " isn't in the map");
            }
            at = at + 1 & mask;
        }
        return at;
    }

    private void insert(Connection connection) {
        int mask = slots.length - 1;
        int hash = hash(connection);
        int at = hash & mask;
        while (slots[at] != null) {
            at = at + 1 & mask;
        }
        slots[at] = connection;
        tags[at] = tag(hash);
    }

    private void grow() {
        Connection[] old = slots;
        slots = new Connection[old.length * 2];
        tags = new byte[slots.length];
        for (Connection connection : old) {
            if (connection != null) {
                insert(connection);
            }
        }
    }

    private int hash(Segment s) {
        return spread(end(s.sourceHigh(), s.sourceLow(), s.sourcePort())
                + end(s.destinationHigh(), s.destinationLow(), s.destinationPort()));
    }

    private int hash(Connection c) {
        return spread(end(c.remoteHigh(), c.remoteLow(), c.remotePort())
                + end(c.serviceHigh(), c.serviceLow(), c.servicePort()));
    }

    private long end(long high, long low, int port) {
        long mixed = (low ^ Long.rotateLeft(high * MIX, 17) ^ (long) port << 32) * secret;
        return (mixed ^ mixed >>> 29) * MIX;
    }

    /** Never 0, which marks a free slot. */
    private static byte tag(int hash) {
        return (byte) (hash >>> 24 | 1);
    }

    private static int spread(long sum) {
        return (int) (sum ^ sum >>> 32);
    }
}
