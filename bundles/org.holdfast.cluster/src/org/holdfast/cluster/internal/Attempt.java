package org.holdfast.cluster.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.holdfast.cluster.ClusterException;
import org.holdfast.cluster.internal.lease.Acquisition;

/** One acquisition under way, and who waits for it. Control thread only. */
final class Attempt {

    private final Acquisition acquisition;
    private final CompletableFuture<Void> result;
    private Future<?> timer = CompletableFuture.completedFuture(null);
    private boolean proposed;
    private boolean claiming;

    Attempt(Acquisition acquisition, CompletableFuture<Void> result) {
        this.acquisition = acquisition;
        this.result = result;
    }

    Acquisition acquisition() {
        return acquisition;
    }

    String service() {
        return acquisition.service();
    }

    long epoch() {
        return acquisition.epoch();
    }

    /** Whether a majority has voted, and the epoch was proposed as this node's. */
    boolean isProposed() {
        return proposed;
    }

    void proposed() {
        proposed = true;
    }

    /** Whether it is agreed that the epoch is this node's, and heartbeats claim it. */
    boolean isClaiming() {
        return claiming;
    }

    void claiming() {
        claiming = true;
    }

    /** What wakes it up next; what would have before is cancelled. */
    void timer(Future<?> next) {
        timer.cancel(false);
        timer = next;
    }

    /** Dependents may block, so they get a thread of their own. */
    void succeed() {
        timer.cancel(false);
        Thread.ofVirtual().start(() -> result.complete(null));
    }

    void reject(String why) {
        timer.cancel(false);
        ClusterException failure = new ClusterException(
                "the lease of service '" + service() + "' in epoch " + epoch() + " was not acquired: " + why);
        Thread.ofVirtual().start(() -> result.completeExceptionally(failure));
    }
}
