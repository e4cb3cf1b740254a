package org.holdfast.console.internal.connections;

import java.util.Comparator;
import java.util.Optional;

/**
 * How rows are ordered: by a column, or by their first packets.
 *
 * @param column by which; empty for the order of first packets
 * @param descending largest first
 */
public record ConnectionOrder(Optional<ConnectionColumn> column, boolean descending) {

    /** The order of first packets. */
    public static final ConnectionOrder CAPTURED = new ConnectionOrder(Optional.empty(), false);

    /** What a click on a header asks for: ascending, then descending, then the order of first packets again. */
    public ConnectionOrder clicked(ConnectionColumn header) {
        if (column.filter(header::equals).isEmpty()) {
            return new ConnectionOrder(Optional.of(header), false);
        }
        return descending ? CAPTURED : new ConnectionOrder(column, true);
    }

    /** For a stable sort: equal rows keep the order of their first packets, whichever way it goes. */
    Optional<Comparator<ConnectionRow>> comparator() {
        return column.map(c -> descending ? c.order().reversed() : c.order());
    }
}
