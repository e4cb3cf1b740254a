package org.holdfast.agent.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.holdfast.model.ownership.Role;
import org.holdfast.model.ownership.Service;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this host is to one service, and the order in which that changes. Losing it: packets stop, the addresses go, the
 * connections end silently. Gaining it: the kernel's lease first, then the addresses. Safe for use by several threads;
 * {@link #leaseRenewed} is called on the heartbeat thread and does one netfilter transaction.
 */
final class ServiceDuty {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceDuty.class);

    private static final int MARGIN_DIVISOR = 5;

    private final Service service;
    private final Kernel kernel;
    private final Executor worker;
    private final Runnable changed;
    private final LongSupplier nanoTime;
    private final ContinuedConnections continued = new ContinuedConnections();

    private Role role = Role.STANDBY;
    private long epoch;
    private long expectedEpoch;
    private boolean leased;
    private boolean applicationRunning;

    /**
     * Starts as standby.
     *
     * @param worker runs what may take longer than the heartbeat thread has
     * @param changed told after role, epoch or application changed, on {@code worker} or the caller's thread
     * @param nanoTime a clock that only goes forward, as {@link System#nanoTime}
     */
    ServiceDuty(Service service, Kernel kernel, Executor worker, Runnable changed, LongSupplier nanoTime) {
        this.nanoTime = Objects.requireNonNull(nanoTime);
        this.service = Objects.requireNonNull(service);
        this.kernel = Objects.requireNonNull(kernel);
        this.worker = Objects.requireNonNull(worker);
        this.changed = Objects.requireNonNull(changed);
    }

    Service service() {
        return service;
    }

    ContinuedConnections continued() {
        return continued;
    }

    synchronized Role role() {
        return role;
    }

    synchronized long epoch() {
        return epoch;
    }

    synchronized boolean isApplicationRunning() {
        return applicationRunning;
    }

    void applicationRunning(boolean running) {
        synchronized (this) {
            if (applicationRunning == running) {
                return;
            }
            applicationRunning = running;
        }
        changed.run();
    }

    /**
     * Says that a lease of this epoch is being asked for, so that its first renewal opens the fence.
     *
     * @return false when this host owns the service or is asking already: then nothing changes
     */
    synchronized boolean claim(long newEpoch) {
        if (expectedEpoch != 0 || role == Role.OWNER) {
            return false;
        }
        expectedEpoch = newEpoch;
        leased = false;
        return true;
    }

    /**
     * A majority honours the lease for so long; opens the fence or keeps it open. The kernel counts from when it hears of
     * it, so it is told less than what is left, by a margin; when telling it took longer than the margin, its lease might
     * outlast the majority's, and the service is given up.
     */
    void leaseRenewed(long ofEpoch, Duration validFor) {
        // Before anything that could make it wait, this lock too: what is left, was left at the call.
        long start = nanoTime.getAsLong();
        Duration margin = validFor.dividedBy(MARGIN_DIVISOR);
        String lost;
        synchronized (this) {
            if (ofEpoch != expectedEpoch || !validFor.isPositive()) {
                return;
            }
            try {
                boolean told = tellKernel(validFor.minus(margin));
                boolean inTime = nanoTime.getAsLong() - start <= margin.toNanos();
                if (told && inTime) {
                    return;
                }
                lost = told ? "this host was too slow to refresh the kernel's lease" : "the kernel's lease had run out";
            } catch (IOException e) {
                lost = "the kernel's lease can't be refreshed: " + e.getMessage();
            }
        }
        leaseLost(ofEpoch, lost);
    }

    private boolean tellKernel(Duration validFor) throws IOException {
        if (leased) {
            return kernel.renew(service, validFor);
        }
        kernel.grant(service, validFor);
        leased = true;
        return true;
    }

    /** The lease of an epoch is gone: packets stop now, the rest follows on the worker. */
    void leaseLost(long ofEpoch, String why) {
        synchronized (this) {
            if (ofEpoch != expectedEpoch) {
                return;
            }
            LOG.warn("{}: lease of epoch {} lost: {}", service.name(), ofEpoch, why);
            fence();
        }
        worker.execute(() -> {
            try {
                stepDown();
            } catch (IOException e) {
                LOG.error("{}: stepping down after a lost lease is incomplete", service.name(), e);
            }
        });
    }

    /**
     * Takes the addresses.
     *
     * @throws IOException when the lease of this epoch isn't held any more, or a call fails
     */
    void takeAddresses(long ofEpoch) throws IOException {
        synchronized (this) {
            requireLease(ofEpoch);
        }
        kernel.takeAddresses(service);
    }

    /**
     * All is in place: from now on this host says that it owns the service.
     *
     * @throws IOException when the lease of this epoch isn't held any more
     */
    void own(long newEpoch) throws IOException {
        synchronized (this) {
            requireLease(newEpoch);
            role = Role.OWNER;
            epoch = newEpoch;
        }
        changed.run();
    }

    private void requireLease(long ofEpoch) throws IOException {
        if (expectedEpoch != ofEpoch || !leased) {
            throw new IOException("the lease of epoch " + ofEpoch + " was lost before the service was taken");
        }
    }

    /** Gives the service up in the order packets, addresses, connections. */
    void release() throws IOException {
        synchronized (this) {
            fence();
        }
        stepDown();
    }

    private void fence() {
        expectedEpoch = 0;
        leased = false;
        try {
            kernel.revoke(service);
        } catch (IOException e) {
            // The timed element still runs out by itself within the lease.
            LOG.error("{}: the fence can't be closed at once; it closes when the lease runs out", service.name(), e);
        }
    }

    /** Each part is done even when the one before fails: a host that can't remove an address still ends connections. */
    private void stepDown() throws IOException {
        synchronized (this) {
            if (expectedEpoch != 0) {
                return;
            }
        }
        try {
            kernel.dropAddresses(service);
        } finally {
            try {
                int silently = continued.closeAllSilently();
                int destroyed = kernel.destroyConnections(service);
                LOG.info(
                        "{}: stepped down; {} continued and {} own connections ended without a packet",
                        service.name(),
                        silently,
                        destroyed);
            } finally {
                synchronized (this) {
                    role = Role.STANDBY;
                }
                changed.run();
            }
        }
    }
}
