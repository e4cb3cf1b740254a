package org.holdfast.cluster.internal.agreement;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.holdfast.model.ownership.NodeId;

/** A thread of its own, by the host's monotonic clock. */
final class TimelineThread implements Timeline {

    private final ScheduledThreadPoolExecutor thread;

    TimelineThread(NodeId self) {
        this.thread = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform().daemon().name("holdfast-agreement-" + self).factory(),
                new ScheduledThreadPoolExecutor.DiscardPolicy());
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void execute(Runnable task) {
        thread.execute(task);
    }

    @Override
    public void schedule(Runnable task, long nanos) {
        thread.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
