package org.holdfast.console;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;
import org.holdfast.console.internal.ui.Ids;

/**
 * A person before the window: looks for what is there, posts keys and clicks as a keyboard and a mouse would, and waits
 * until something can be seen. Used from the test's thread, which isn't the window's.
 */
final class Ui {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(20);

    private static volatile long lastClick = System.nanoTime();

    private Ui() {}

    static Display display() {
        return PlatformUI.getWorkbench().getDisplay();
    }

    /** Looks at or does something on the window's thread. */
    static <T> T on(Callable<T> look) {
        CompletableFuture<T> seen = new CompletableFuture<>();
        display().syncExec(() -> {
            try {
                seen.complete(look.call());
            } catch (Exception | AssertionError e) {
                seen.completeExceptionally(e);
            }
        });
        try {
            return seen.join();
        } catch (CompletionException e) {
            throw new AssertionError("looking at the window failed", e.getCause());
        }
    }

    /** Waits until something is so; says what was waited for when it never is. */
    static void await(String what, Callable<Boolean> onWindow) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!on(onWindow)) {
            if (System.nanoTime() - end > 0) {
                screenshot("gave-up-" + what.replaceAll("[^A-Za-z0-9]+", "-"));
                throw new AssertionError("waited in vain: " + what);
            }
            Thread.sleep(POLL);
        }
    }

    /** Waits for a visible widget with a name. */
    static <C extends Control> C find(String id, Class<C> type) throws InterruptedException {
        await("a visible widget " + id, () -> !all(id, type).isEmpty());
        return on(() -> all(id, type).getFirst());
    }

    /** All visible widgets with a name; on the window's thread. */
    static <C extends Control> List<C> all(String id, Class<C> type) {
        List<C> found = new ArrayList<>();
        for (Shell shell : display().getShells()) {
            collect(shell, type, found);
        }
        found.removeIf(c -> !id.equals(c.getData(Ids.WIDGET)) || !c.isVisible());
        return found;
    }

    /** All visible widgets of a type below another; on the window's thread. */
    static <C extends Control> List<C> below(Composite root, Class<C> type) {
        List<C> found = new ArrayList<>();
        collect(root, type, found);
        found.removeIf(c -> !c.isVisible());
        return found;
    }

    private static <C extends Control> void collect(Composite root, Class<C> type, List<C> into) {
        for (Control child : root.getChildren()) {
            if (type.isInstance(child)) {
                into.add(type.cast(child));
            }
            if (child instanceof Composite composite) {
                collect(composite, type, into);
            }
        }
    }

    /** A visible shell by its title; on the window's thread. */
    static Optional<Shell> shell(String title) {
        return Arrays.stream(display().getShells())
                .filter(s -> s.isVisible() && s.getText().equals(title))
                .findFirst();
    }

    /** Presses keys one after the other and lets them go in reverse. */
    static void press(char key, int... modifiers) {
        for (int modifier : modifiers) {
            post(keyEvent(SWT.KeyDown, '\0', modifier));
        }
        post(keyEvent(SWT.KeyDown, key, 0));
        post(keyEvent(SWT.KeyUp, key, 0));
        for (int i = modifiers.length - 1; i >= 0; i--) {
            post(keyEvent(SWT.KeyUp, '\0', modifiers[i]));
        }
    }

    /** Clicks into the middle of a widget. */
    static void click(Control control) throws InterruptedException {
        click(on(() -> {
            Rectangle bounds = control.getBounds();
            return control.getParent().toDisplay(bounds.x + bounds.width / 2, bounds.y + bounds.height / 2);
        }));
    }

    /** Clicks at a place of the screen. */
    static void click(Point at) throws InterruptedException {
        rest();
        // A widget that appeared below a pointer at rest doesn't know that the pointer is there: come from elsewhere.
        move(new Point(1, 1));
        move(at);
        for (int type : new int[] {SWT.MouseDown, SWT.MouseUp}) {
            Event event = new Event();
            event.type = type;
            event.button = 1;
            post(event);
        }
        lastClick = System.nanoTime();
    }

    /** Waits until another click would not make a double click of the last one. */
    static void rest() throws InterruptedException {
        int pause = on(() -> display().getDoubleClickTime());
        await("time for another click", () -> System.nanoTime() - lastClick > pause * 1_100_000L);
    }

    /** Moves the pointer to a place of the screen. */
    static void move(Point at) throws InterruptedException {
        Event event = new Event();
        event.type = SWT.MouseMove;
        event.x = at.x;
        event.y = at.y;
        post(event);
        await("the pointer at " + at, () -> display().getCursorLocation().equals(at));
        settle();
    }

    /** Waits until the window's thread has been idle once, so that it has seen what was posted. */
    private static void settle() {
        CompletableFuture<Void> idle = new CompletableFuture<>();
        on(() -> {
            display().timerExec(1, () -> idle.complete(null));
            return null;
        });
        idle.join();
    }

    private static Event keyEvent(int type, char character, int keyCode) {
        Event event = new Event();
        event.type = type;
        event.character = character;
        event.keyCode = keyCode;
        return event;
    }

    private static void post(Event event) {
        if (!on(() -> display().post(event))) {
            throw new AssertionError("the window system took no event " + event);
        }
    }

    /** Keeps what the screen shows, for people to look at. */
    static void screenshot(String name) {
        String folder = System.getProperty("org.holdfast.console.screenshots");
        if (folder != null) {
            on(() -> {
                Files.createDirectories(Path.of(folder));
                Rectangle bounds = display().getBounds();
                Image image = new Image(display(), bounds.width, bounds.height);
                GC screen = new GC(display());
                screen.copyArea(image, 0, 0);
                screen.dispose();
                ImageLoader file = new ImageLoader();
                file.data = new org.eclipse.swt.graphics.ImageData[] {image.getImageData()};
                file.save(Path.of(folder, name + ".png").toString(), SWT.IMAGE_PNG);
                image.dispose();
                return null;
            });
        }
    }
}
