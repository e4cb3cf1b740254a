package org.holdfast.agent.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The connections of one service that this host continues through a local copy of the application. */
final class ContinuedConnections {

    private final Set<ContinuedConnection> open = ConcurrentHashMap.newKeySet();

    void add(ContinuedConnection connection) {
        open.add(connection);
        connection.whenEnded(() -> open.remove(connection));
    }

    /** Ends all without a packet; returns how many. */
    int closeAllSilently() {
        int closed = 0;
        for (ContinuedConnection connection : open) {
            connection.closeSilently();
            closed++;
        }
        return closed;
    }
}
