package org.holdfast.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Tree;
import org.holdfast.console.internal.ui.Ids;
import org.holdfast.model.cluster.MemberState;
import org.holdfast.model.control.HostControl;
import org.holdfast.model.plan.Trigger;
import org.holdfast.node.CacheService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Leaves pictures of the window for people to look at. */
class LookTest {

    private final Operate operate = new Operate();
    private final ScenarioCacheService cache = new ScenarioCacheService();

    @AfterEach
    void leave() throws InterruptedException {
        operate.leave();
    }

    @Test
    void theWindowIsAsLargeAsItWasMeantToBe() throws Exception {
        cache.open(Scenario.over(0, Scenario.plan(Trigger.HOST_FAILURE)));
        cache.grow(c -> c.id() == 3 ? c : Scenario.grown(c, 12, c.id() * 700_000));
        operate.provide(CacheService.class, cache);
        operate.provide(HostControl.class, new ScenarioHostControl());
        Operate.awaitRows(Ids.CONNECTIONS_TABLE, 3);
        Operate.awaitRows(Ids.STEPS_TABLE, 8);
        assertEquals(new Point(1400, 900), Ui.on(() -> Operate.window().getSize()));
        Ui.await(
                "rates",
                () -> !Ui.all(Ids.CONNECTIONS_TABLE, Table.class)
                        .getFirst()
                        .getItem(0)
                        .getText(9)
                        .isEmpty());
        Ui.screenshot("operate");
        cache.cluster(Scenario.cluster(MemberState.DEAD, Duration.ofSeconds(12)));
        Ui.await(
                "alpha is dead",
                () -> Ui.all(Ids.OWNERSHIP_TREE, Tree.class)
                        .getFirst()
                        .getItem(0)
                        .getText(1)
                        .startsWith("dead"));
        Ui.screenshot("operate-dead");
    }
}
