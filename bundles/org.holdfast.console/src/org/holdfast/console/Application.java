package org.holdfast.console;

import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.eclipse.core.runtime.Status;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PlatformUI;
import org.holdfast.console.internal.Messages;
import org.holdfast.console.internal.feed.IncidentFeed;
import org.holdfast.console.internal.feed.SnapshotFeed;
import org.holdfast.console.internal.ui.Console;
import org.holdfast.console.internal.ui.DisplayTimer;
import org.holdfast.console.internal.ui.Failures;
import org.holdfast.console.internal.workbench.HoldfastWorkbenchAdvisor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The desktop console: {@code [--config FILE]}, see {@link ConsoleArguments}. Opens the window first; a cache node that
 * was asked for is then started in the background.
 */
public final class Application implements IApplication {

    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    @Override
    public Object start(IApplicationContext context) {
        String[] arguments = (String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS);
        Display display = PlatformUI.createDisplay();
        ScheduledExecutorService clock = background("holdfast-repaint");
        BundleContext bundle = FrameworkUtil.getBundle(Application.class).getBundleContext();
        Services services = new Services(bundle);
        EmbeddedNode node = new EmbeddedNode(services);
        DisplayTimer timer = new DisplayTimer(display, clock);
        ScheduledExecutorService history = background("holdfast-history");
        SnapshotFeed snapshots =
                new SnapshotFeed(services::cache, InstantSource.system(), timer, background("holdfast-snapshots"));
        IncidentFeed incidents = new IncidentFeed(services::cache, timer, history);
        try (services;
                snapshots;
                incidents) {
            services.addListener(snapshots::refresh);
            services.addListener(incidents::cacheChanged);
            snapshots.start();
            incidents.cacheChanged();
            Console console = new Console(services, snapshots, incidents, node);
            ServiceRegistration<Console> registration = bundle.registerService(Console.class, console, null);
            int code = PlatformUI.createAndRunWorkbench(
                    display, new HoldfastWorkbenchAdvisor(console, opened -> startNode(node, display, arguments)));
            registration.unregister();
            return code == PlatformUI.RETURN_RESTART ? EXIT_RESTART : EXIT_OK;
        } finally {
            stop(node);
            clock.shutdownNow();
            history.shutdownNow();
            display.dispose();
        }
    }

    private static void startNode(EmbeddedNode node, Display display, String[] arguments) {
        try {
            ConsoleArguments.parse(arguments)
                    .config()
                    .ifPresent(config -> Failures.run(node.start(config), display, Messages.node_failedTitle));
        } catch (IllegalArgumentException e) {
            Failures.show(Status.error(e.getMessage()), Messages.node_failedTitle);
        }
    }

    private static void stop(EmbeddedNode node) {
        try {
            node.stop();
        } catch (Exception e) {
            LOG.error("The cache node didn't stop in order; its last packets may be missing from its memory.", e);
        }
    }

    /** One daemon thread, which drops what it is given after its end: the window is closed then. */
    private static ScheduledExecutorService background(String name) {
        return new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name(name).daemon(true).factory(), new ThreadPoolExecutor.DiscardPolicy());
    }

    @Override
    public void stop() {
        if (PlatformUI.isWorkbenchRunning()) {
            IWorkbench workbench = PlatformUI.getWorkbench();
            workbench.getDisplay().syncExec(workbench::close);
        }
    }
}
