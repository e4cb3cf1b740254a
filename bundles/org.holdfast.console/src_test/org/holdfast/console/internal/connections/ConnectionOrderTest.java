package org.holdfast.console.internal.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionOrderTest {

    private static final List<ConnectionRow> ROWS = List.of(
            Rows.row(1, "203.0.113.20:5", 443, 900, 5),
            Rows.row(2, "203.0.113.3:70", 80, 1_000, 5),
            Rows.row(3, "203.0.113.3:7", 443, 2, 5));

    @Test
    void numbersAreOrderedAsNumbers() {
        assertEquals(List.of(3L, 1L, 2L), ids(ConnectionColumn.IN, false));
    }

    @Test
    void addressesAreOrderedAsAddresses() {
        assertEquals(List.of(3L, 2L, 1L), ids(ConnectionColumn.CLIENT, false));
    }

    @Test
    void equalRowsKeepTheOrderOfTheirFirstPacketsBothWays() {
        assertEquals(List.of(1L, 2L, 3L), ids(ConnectionColumn.OUT, false));
        assertEquals(List.of(1L, 2L, 3L), ids(ConnectionColumn.OUT, true));
        assertEquals(List.of(2L, 1L, 3L), ids(ConnectionColumn.SERVICE, false));
        assertEquals(List.of(1L, 3L, 2L), ids(ConnectionColumn.SERVICE, true));
    }

    @Test
    void clicksGoUpThenDownThenBack() {
        ConnectionOrder up = ConnectionOrder.CAPTURED.clicked(ConnectionColumn.IN);
        assertEquals(new ConnectionOrder(Optional.of(ConnectionColumn.IN), false), up);
        ConnectionOrder down = up.clicked(ConnectionColumn.IN);
        assertEquals(new ConnectionOrder(Optional.of(ConnectionColumn.IN), true), down);
        assertEquals(ConnectionOrder.CAPTURED, down.clicked(ConnectionColumn.IN));
        assertEquals(new ConnectionOrder(Optional.of(ConnectionColumn.OUT), false), down.clicked(ConnectionColumn.OUT));
    }

    private static List<Long> ids(ConnectionColumn column, boolean descending) {
        List<ConnectionRow> rows = new ArrayList<>(ROWS);
        rows.sort(new ConnectionOrder(Optional.of(column), descending)
                .comparator()
                .orElseThrow());
        return rows.stream().map(ConnectionRow::id).toList();
    }
}
