package org.holdfast.cache.internal.table;

import java.util.Arrays;
import java.util.function.Consumer;
import org.holdfast.cache.internal.track.Connection;

/** All connections in the order of their numbers, which is that of their first packets. Not safe for threads. */
final class ConnectionIndex {

    private static final int SMALLEST = 64;

    private Connection[] connections = new Connection[SMALLEST];
    /** Slots in use; those of removed connections counted. */
    private int used;

    private int removed;

    /** @param connection with a number larger than all before */
    void add(Connection connection) {
        if (used == connections.length) {
            compact();
            if (used > connections.length / 2) {
                connections = Arrays.copyOf(connections, used * 2);
            }
        }
        connections[used++] = connection;
    }

    /** To be called once for a connection, which must be marked as removed. */
    void remove(Connection connection) {
        int at = slotOf(connection.id());
        if (at >= 0 && connections[at] == connection && ++removed > used / 2 && used > SMALLEST) {
            compact();
        }
    }

    int size() {
        return used - removed;
    }

    /** Null when there is none. */
    Connection find(long id) {
        int at = slotOf(id);
        return at < 0 || connections[at].isRemoved() ? null : connections[at];
    }

    void forEach(Consumer<Connection> action) {
        forSome(0, Integer.MAX_VALUE, action);
    }

    /**
     * Takes connections whose number is larger than {@code afterId}, at most {@code limit}.
     *
     * @return whether there may be more
     */
    boolean forSome(long afterId, int limit, Consumer<Connection> action) {
        int at = slotOf(afterId);
        int taken = 0;
        for (at = at < 0 ? -at - 1 : at + 1; at < used && taken < limit; at++) {
            if (!connections[at].isRemoved()) {
                action.accept(connections[at]);
                taken++;
            }
        }
        return at < used;
    }

    /** As {@link Arrays#binarySearch}. */
    private int slotOf(long id) {
        int low = 0;
        int high = used - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            long there = connections[middle].id();
            if (there < id) {
                low = middle + 1;
            } else if (there > id) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        return -low - 1;
    }

    private void compact() {
        if (removed == 0) {
            return;
        }
        int kept = 0;
        for (int i = 0; i < used; i++) {
            if (!connections[i].isRemoved()) {
                connections[kept++] = connections[i];
            }
        }
        Arrays.fill(connections, kept, used, null);
        used = kept;
        removed = 0;
    }
}
