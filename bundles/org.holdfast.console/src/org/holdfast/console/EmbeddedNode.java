package org.holdfast.console;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobFunction;
import org.eclipse.core.runtime.jobs.Job;
import org.holdfast.console.internal.Messages;
import org.holdfast.node.CacheNodeLauncher;

/**
 * The cache node that this console starts in its own process, if it is asked to. At most one at a time. The outcome is
 * in {@link Services#nodeStart()}, where the views read it.
 */
public final class EmbeddedNode {

    /** How long a launcher may take to appear: it comes with a bundle that may start after the window. */
    private static final long LAUNCHER_SECONDS = 10;

    private final Services services;
    private AutoCloseable running;

    public EmbeddedNode(Services services) {
        this.services = services;
    }

    /**
     * What starts the node. From any thread.
     *
     * @return a job that isn't scheduled yet; its status says what failed and what to do
     */
    public Job start(Path config) {
        return Job.create(
                Messages.bind(Messages.node_starting, config), (IJobFunction) monitor -> run(config, monitor));
    }

    private IStatus run(Path config, IProgressMonitor monitor) {
        monitor.beginTask(Messages.bind(Messages.node_starting, config), IProgressMonitor.UNKNOWN);
        services.nodeStart(new NodeStart.Starting(config));
        try {
            Optional<CacheNodeLauncher> launcher = awaitLauncher();
            if (launcher.isEmpty()) {
                return failed(config, Messages.node_noLauncher, null);
            }
            AutoCloseable node = launcher.get().start(config);
            synchronized (this) {
                running = node;
            }
            services.nodeStart(new NodeStart.Running(config));
            return Status.OK_STATUS;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(config, Messages.node_interrupted, e);
        } catch (Exception e) {
            String why = e.getMessage() == null ? e.toString() : e.getMessage();
            return failed(config, Messages.bind(Messages.node_failed, config, why), e);
        }
    }

    private Optional<CacheNodeLauncher> awaitLauncher() throws InterruptedException {
        CountDownLatch there = new CountDownLatch(1);
        Runnable look = () -> services.launcher().ifPresent(launcher -> there.countDown());
        services.addListener(look);
        try {
            look.run();
            there.await(LAUNCHER_SECONDS, TimeUnit.SECONDS);
            return services.launcher();
        } finally {
            services.removeListener(look);
        }
    }

    private IStatus failed(Path config, String problem, Exception cause) {
        services.nodeStart(new NodeStart.Failed(config, problem));
        return Status.error(problem, cause);
    }

    /** Stops the node if one was started. Blocks until it has stopped. */
    public void stop() throws Exception {
        AutoCloseable node;
        synchronized (this) {
            node = running;
            running = null;
        }
        if (node != null) {
            node.close();
        }
    }
}
