package org.holdfast.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.holdfast.console.internal.ui.Ids;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Verdict;
import org.holdfast.node.CacheService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionsViewTest {

    private final Operate operate = new Operate();
    private final ScenarioCacheService cache = new ScenarioCacheService();
    private Table table;

    @BeforeEach
    void open() throws InterruptedException {
        operate.provide(CacheService.class, cache);
        Operate.awaitRows(Ids.CONNECTIONS_TABLE, 3);
        table = Operate.table(Ids.CONNECTIONS_TABLE);
    }

    @AfterEach
    void leave() throws InterruptedException {
        operate.leave();
    }

    @Test
    void rowsSayWhoTalksToWhatAndWhoWouldTakeOver() {
        assertEquals(List.of("survives", "opaque", "gap"), Operate.cells(table, "Verdict"));
        assertEquals(
                List.of("203.0.113.7:51234", "203.0.113.9:40112", "198.51.100.23:52011"),
                Operate.cells(table, "Client"));
        assertEquals(List.of("web :80", "web :443", "web :80"), Operate.cells(table, "Service"));
        assertEquals(List.of("alpha", "alpha", "alpha"), Operate.cells(table, "Host"));
        assertEquals(List.of("beta", "beta, reset", "beta, reset"), Operate.cells(table, "To"));
        assertEquals(List.of("ESTABLISHED", "ESTABLISHED", "CLOSE-WAIT"), Operate.cells(table, "State"));
        assertEquals(List.of("4.1 KiB", "90.9 KiB", "1.2 KiB"), Operate.cells(table, "In"));
        assertEquals(List.of("179 MiB", "4.6 MiB", "64.5 KiB"), Operate.cells(table, "Out"));
        assertEquals(List.of("11 ms", "23 ms", "0.87 ms"), Operate.cells(table, "RTT"));
        assertEquals(List.of("0", "0", "2.9 KiB"), Operate.cells(table, "Retransmitted"));
    }

    @Test
    void rowsChangeAsBytesCome() throws Exception {
        assertEquals("", Operate.cell(table, 0, "Rate"));
        cache.grow(c -> c.id() == 1 ? Scenario.grown(c, 0, 2_500_000) : c);
        Ui.await(
                "a rate in the first row",
                () -> table.getItem(0).getText(Operate.column(table, "Rate")).endsWith(" MiB/s"));
        assertEquals("", Operate.cell(table, 1, "Rate"));
    }

    @Test
    void aNewConnectionAppears() throws Exception {
        List<ConnectionSummary> more = new ArrayList<>(Scenario.connections());
        more.add(next(5, "192.0.2.1:6000"));
        cache.connections(more);
        Operate.awaitRows(Ids.CONNECTIONS_TABLE, 4);
        assertEquals("192.0.2.1:6000", Operate.cell(table, 3, "Client"));
    }

    @Test
    void selectionStaysOnItsConnectionWhileRowsMove() throws Exception {
        Ui.click(Operate.place(table, 1, "Client"));
        Ui.await("the second row is selected", () -> table.getSelectionIndex() == 1);
        List<ConnectionSummary> all = Scenario.connections();
        cache.connections(List.of(next(9, "192.0.2.9:9"), next(10, "192.0.2.10:10"), all.get(0), all.get(1)));
        Ui.await("the selection went along", () -> table.getSelectionIndex() == 3);
        assertEquals("203.0.113.9:40112", Operate.cell(table, 3, "Client"));
        cache.connections(List.of(all.get(1), all.get(0)));
        Ui.await("and back", () -> table.getItemCount() == 2 && table.getSelectionIndex() == 0);
    }

    @Test
    void tooltipOfAVerdictSaysReasonAndCure() throws Exception {
        Ui.move(Operate.place(table, 1, "State"));
        Ui.move(Operate.place(table, 1, "Verdict"));
        Ui.await(
                "a tooltip",
                () -> table.getToolTipText() != null
                        && table.getToolTipText()
                                .equals("The protocol can't be replayed (TLS, SSH).\n"
                                        + "TLS 1.3 ClientHello in the first inbound bytes\n"
                                        + "Cure: End the encryption before the service, or accept a reset."));
    }

    @Test
    void headersSortStably() throws Exception {
        Operate.clickHeader(table, "Service");
        Ui.await("by port", () -> table.getItem(2).getText(1).equals("203.0.113.9:40112"));
        assertEquals(
                List.of("203.0.113.7:51234", "198.51.100.23:52011", "203.0.113.9:40112"),
                Operate.cells(table, "Client"));
        Operate.clickHeaderAgain(table, "Service");
        Ui.await("descending", () -> table.getItem(0).getText(1).equals("203.0.113.9:40112"));
        assertEquals(
                List.of("203.0.113.9:40112", "203.0.113.7:51234", "198.51.100.23:52011"),
                Operate.cells(table, "Client"));
        Operate.clickHeaderAgain(table, "Service");
        Ui.await("as captured", () -> table.getItem(1).getText(1).equals("203.0.113.9:40112"));
    }

    @Test
    void closedConnectionsAreShownWhenAskedFor() throws Exception {
        Button closed = Ui.find(Ids.CONNECTIONS_CLOSED, Button.class);
        Ui.click(closed);
        Operate.awaitRows(Ids.CONNECTIONS_TABLE, 4);
        assertEquals("CLOSED", Operate.cell(table, 3, "State"));
        Ui.click(closed);
        Operate.awaitRows(Ids.CONNECTIONS_TABLE, 3);
    }

    @Test
    void theShareThatWouldSurviveComesFirst() throws Exception {
        assertEquals("3 live connections · 33.3 % would survive", Operate.label(Ids.CONNECTIONS_SUMMARY));
        assertTrue(Ui.on(() ->
                Ui.below(Ui.all(Ids.CONNECTIONS_SUMMARY, Label.class).getFirst().getParent(), Label.class).stream()
                        .anyMatch(l -> l.getText().equals("1 gap: Raise the capture buffer, or relieve the mirror."))));
    }

    @Test
    void aHundredThousandRowsAreShownWhileTheyChange() throws Exception {
        cache.connections(LongStream.rangeClosed(1, 100_000)
                .mapToObj(id -> next(id, "198.18." + (id >> 8 & 0xff) + "." + (id & 0xff) + ":" + (1024 + (id >> 16))))
                .toList());
        Operate.awaitRows(Ids.CONNECTIONS_TABLE, 100_000);
        long begin = System.nanoTime();
        Ui.on(() -> null);
        long waited = (System.nanoTime() - begin) / 1_000_000;
        assertTrue(waited < 1_000, "the window answered after " + waited + " ms");
    }

    private static ConnectionSummary next(long id, String client) {
        return Scenario.connection(id, client, 80, TcpState.ESTABLISHED, Verdict.SURVIVES, 10, 20, -1);
    }
}
