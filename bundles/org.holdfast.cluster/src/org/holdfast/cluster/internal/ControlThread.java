package org.holdfast.cluster.internal;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.holdfast.model.ownership.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread for all that the cluster does by itself apart from heartbeats: votes, attempts, announcements, answers. */
final class ControlThread {

    private static final Logger LOG = LoggerFactory.getLogger(ControlThread.class);

    private final ScheduledExecutorService thread;

    ControlThread(NodeId self) {
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("holdfast-control-" + self).factory());
    }

    /** @return whether it will be done; false after {@link #close} */
    boolean run(Runnable task) {
        try {
            thread.execute(() -> guarded(task));
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("nothing is done any more after leaving the cluster", e);
            return false;
        }
    }

    /** Cancelling the result keeps it from being done. Called on the thread itself. */
    Future<?> later(long nanos, Runnable task) {
        return thread.schedule(() -> guarded(task), nanos, TimeUnit.NANOSECONDS);
    }

    /** What is due now is still done, what is due later isn't. */
    void close() {
        thread.shutdown();
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("the cluster could not do a part of its work because of an error in this program", e);
        }
    }
}
