package org.holdfast.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Tree;
import org.holdfast.console.internal.ui.Ids;
import org.holdfast.model.cluster.MemberState;
import org.holdfast.node.CacheService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnershipViewTest {

    private final Operate operate = new Operate();
    private final ScenarioCacheService cache = new ScenarioCacheService();
    private Tree tree;

    @BeforeEach
    void open() throws InterruptedException {
        operate.provide(CacheService.class, cache);
        tree = Ui.find(Ids.OWNERSHIP_TREE, Tree.class);
        Ui.await("three members", () -> tree.getItemCount() == 3);
    }

    @AfterEach
    void leave() throws InterruptedException {
        operate.leave();
    }

    @Test
    void showsAllEightFieldsOfBothHosts() throws Exception {
        List<String> lines = Ui.on(() -> Operate.unfolded(tree));
        for (String host : List.of("alpha", "beta")) {
            String service = host + "/web/";
            String mac = host.equals("alpha") ? "02:00:00:00:00:0a" : "02:00:00:00:00:0b";
            for (String field : List.of(
                    "failover policy: alpha, then beta",
                    "IP addresses: 10.0.0.5",
                    "ports: 80, 443",
                    "application: nginx, running at 127.0.0.1:8080",
                    "ARP policy: gratuitous",
                    "protocol: TCP",
                    "MAC addresses: " + mac,
                    "cluster node ID: " + host)) {
                assertTrue(lines.contains(service + field), "'" + service + field + "' is not in " + lines);
            }
            assertTrue(lines.contains(host + "/solicited our ownership: yes"), lines.toString());
        }
        assertTrue(lines.contains("alpha: alive · heard 24 ms ago"), lines.toString());
        assertTrue(lines.contains("alpha/web: owner, epoch 3"), lines.toString());
        assertTrue(lines.contains("beta/web: standby, epoch 3"), lines.toString());
        assertTrue(lines.contains("cache (cache): alive · this node"), lines.toString());
    }

    @Test
    void whatADeadHostAnnouncedTurnsGreyAndSaysSince() throws Exception {
        assertEquals("3 of 3 members heard · a majority", Operate.label(Ids.OWNERSHIP_SUMMARY));
        cache.cluster(Scenario.cluster(MemberState.DEAD, Duration.ofSeconds(12)));
        Ui.await("alpha is dead", () -> tree.getItem(0).getText(1).startsWith("dead for 12 s, since "));
        var service = Ui.on(() -> tree.getItem(0).getItem(2));
        assertTrue(
                Ui.on(() -> service.getText(1)).startsWith("owner, epoch 3 · since "), Ui.on(() -> service.getText(1)));
        var grey = Ui.on(() -> Ui.display().getSystemColor(SWT.COLOR_WIDGET_DISABLED_FOREGROUND));
        assertEquals(grey, Ui.on(() -> service.getForeground(1)));
        assertFalse(grey.equals(Ui.on(() -> tree.getItem(1).getForeground(1))));
        assertEquals("2 of 3 members heard · a majority", Operate.label(Ids.OWNERSHIP_SUMMARY));
    }

    @Test
    void whatWasFoldedStaysFoldedWhileValuesChange() throws Exception {
        Ui.on(() -> {
            tree.getItem(0).setExpanded(false);
            return null;
        });
        cache.cluster(Scenario.cluster(MemberState.SUSPECTED, Duration.ofSeconds(3)));
        Ui.await("alpha is suspected", () -> tree.getItem(0).getText(1).startsWith("suspected"));
        assertFalse(Ui.on(() -> tree.getItem(0).getExpanded()));
        assertTrue(Ui.on(() -> tree.getItem(1).getExpanded()));
    }
}
