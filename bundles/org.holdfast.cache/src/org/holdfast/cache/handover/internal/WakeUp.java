package org.holdfast.cache.handover.internal;

import java.util.concurrent.locks.LockSupport;

/**
 * Lets one thread sleep until there is something to do. {@link #changed} is for the thread that captures: a volatile
 * write and a volatile read, and only when the other one sleeps, waking it; it never waits and takes no lock.
 */
public final class WakeUp {

    private volatile boolean changed;
    private volatile boolean released;
    private volatile Thread sleeperForChange;
    private volatile Thread sleeper;

    /** Something changed in the cache. By any thread. */
    public void changed() {
        changed = true;
        Thread sleeping = sleeperForChange;
        if (sleeping != null) {
            // One of a burst is enough.
            sleeperForChange = null;
            LockSupport.unpark(sleeping);
        }
    }

    /** Something else is to be done: the standby took what it had, or all is over. By any thread. */
    public void release() {
        released = true;
        LockSupport.unpark(sleeper);
    }

    /** To be called before the sleeper looks what there is to do: what comes later ends the next sleep. */
    public void reset() {
        changed = false;
        released = false;
    }

    /** Sleeps until something changes or is released, at most so long; now and then shorter. */
    public void await(long nanos) {
        sleeper = Thread.currentThread();
        sleeperForChange = Thread.currentThread();
        if (!changed && !released) {
            LockSupport.parkNanos(this, nanos);
        }
        sleeperForChange = null;
        sleeper = null;
    }

    /** The same, but no change of the cache ends it. */
    public void awaitRelease(long nanos) {
        sleeper = Thread.currentThread();
        if (!released) {
            LockSupport.parkNanos(this, nanos);
        }
        sleeper = null;
    }
}
