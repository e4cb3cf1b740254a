package org.holdfast.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.PlatformUI;
import org.holdfast.console.internal.ui.Console;
import org.holdfast.console.internal.ui.Failures;
import org.holdfast.console.internal.ui.Ids;
import org.holdfast.model.control.HostControl;
import org.holdfast.node.CacheNodeLauncher;
import org.holdfast.node.CacheService;
import org.holdfast.node.CaptureHealth;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperateTest {

    private final Operate operate = new Operate();

    @AfterEach
    void leave() throws InterruptedException {
        operate.leave();
    }

    @Test
    void opensWithOperateAndItsViews() throws Exception {
        assertEquals(Ids.OPERATE, Ui.on(() -> Operate.page().getPerspective().getId()));
        for (String view : List.of(Ids.OWNERSHIP, Ids.CONNECTIONS, Ids.INCIDENTS, IPageLayout.ID_PROGRESS_VIEW)) {
            assertTrue(Ui.on(() -> Operate.page().findViewReference(view) != null), view);
        }
        assertFalse(Ui.on(() -> Operate.page().isEditorAreaVisible()));
    }

    @Test
    void titleSaysLabOnlyWhereHostsCanBeFailed() throws Exception {
        assertEquals("Holdfast", Ui.on(() -> Operate.window().getText()));
        operate.provide(HostControl.class, new ScenarioHostControl());
        Ui.await("the title says lab", () -> Operate.window().getText().equals("Holdfast — lab"));
    }

    @Test
    void withoutACacheEveryViewSaysWhatWouldBeThereAndHowToGetIt() throws Exception {
        Ui.await(
                "three empty states",
                () -> Ui.all(Ids.EMPTY_STATE, Composite.class).size() == 3);
        for (Composite empty : Ui.on(() -> Ui.all(Ids.EMPTY_STATE, Composite.class))) {
            String text = Ui.on(() -> Ui.below(empty, Link.class).getFirst().getText());
            assertTrue(text.contains("No cache is running in this console."), text);
            assertTrue(text.contains("holdfast console --config FILE"), text);
        }
        assertEquals("no cache is running", Operate.label(Ids.CAPTURE_STATUS));
        Ui.screenshot("empty");
    }

    @Test
    void statusLineSaysWhatIsHeard() throws Exception {
        operate.provide(CacheService.class, new ScenarioCacheService());
        Ui.await(
                "the status line",
                () -> Ui.all(Ids.CAPTURE_STATUS, Label.class).stream()
                        .anyMatch(
                                l -> l.getText()
                                        .equals(
                                                "hearing 41,200 packets/s · 0 dropped · memory 1.2 of 4 GiB · last packet 3 ms ago")));
    }

    @Test
    void statusLineSaysWhenNothingIsHeard() throws Exception {
        ScenarioCacheService cache = new ScenarioCacheService();
        operate.provide(CacheService.class, cache);
        cache.health(new CaptureHealth("eth1", 9, 0, 0, 0, Duration.ofSeconds(7), 0, 4L << 30, 0, ""));
        Ui.await(
                "silence is said",
                () -> Ui.all(Ids.CAPTURE_STATUS, Label.class).stream()
                        .anyMatch(l -> l.getText()
                                .startsWith("silent: nothing heard on eth1 for 7 s. Check the mirror port.")));
    }

    @Test
    void startsTheNodeThatItIsAskedForOffTheWindowsThread() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        AtomicBoolean blocked = new AtomicBoolean();
        operate.provide(CacheNodeLauncher.class, config -> {
            blocked.set(Operate.isWindowThread(Thread.currentThread()));
            ScenarioCacheService node = new ScenarioCacheService();
            operate.provide(CacheService.class, node);
            started.countDown();
            return () -> {};
        });
        Console console = Ui.on(() -> Console.of(PlatformUI.getWorkbench()));
        console.node().start(Path.of("node.toml")).schedule();
        Operate.awaitRows(Ids.CONNECTIONS_TABLE, 3);
        assertEquals(0, started.getCount());
        assertFalse(blocked.get());
        assertEquals(
                new NodeStart.Running(Path.of("node.toml")), console.services().nodeStart());
    }

    @Test
    void aNodeThatDoesNotStartIsExplainedInEveryView() throws Exception {
        operate.provide(CacheNodeLauncher.class, config -> {
            throw new IOException("node.toml:3:12: 'eth9' is no interface of this machine. Name one of: lo, eth1");
        });
        Console console = Ui.on(() -> Console.of(PlatformUI.getWorkbench()));
        Failures.run(console.node().start(Path.of("node.toml")), Ui.display(), "Start Cache Node");
        Ui.await("the failure's dialog", () -> Ui.shell("Start Cache Node").isPresent());
        Ui.await(
                "the reason in three views",
                () -> Ui.all(Ids.EMPTY_STATE, Composite.class).stream()
                                .filter(e -> Ui.below(e, Link.class)
                                        .getFirst()
                                        .getText()
                                        .contains("Name one of: lo, eth1"))
                                .count()
                        == 3);
        console.services().nodeStart(new NodeStart.NotAsked());
    }
}
