package org.holdfast.agent.internal;

import static org.holdfast.agent.internal.Web.SERVICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.holdfast.model.ownership.Role;
import org.junit.jupiter.api.Test;

class ServiceDutyTest {

    private static final Duration LEASE = Duration.ofMillis(500);

    private final RecordingKernel kernel = new RecordingKernel();
    private final ServiceDuty duty = new ServiceDuty(SERVICE, kernel, Runnable::run, () -> {}, kernel::nanoTime);

    @Test
    void opensTheFenceOnTheFirstRenewalAndRefreshesItAfterwards() {
        duty.claim(3);
        duty.leaseRenewed(3, LEASE);
        duty.leaseRenewed(3, LEASE);

        assertEquals(List.of("grant", "renew"), kernel.calls());
    }

    @Test
    void ignoresALeaseOfAnEpochThatIsNotItsOwn() {
        duty.claim(3);
        duty.leaseRenewed(2, LEASE);
        duty.leaseLost(2, "old");

        assertEquals(List.of(), kernel.calls());
    }

    @Test
    void losesTheServiceInTheOrderPacketsAddressesConnections() throws IOException {
        own(3);
        duty.leaseLost(3, "no majority");

        assertEquals(List.of("revoke", "dropAddresses", "destroyConnections"), kernel.calls());
        assertEquals(Role.STANDBY, duty.role());
    }

    @Test
    void stepsDownWhenTheKernelsLeaseHadRunOut() throws IOException {
        own(3);
        kernel.leaseHasRunOut();
        duty.leaseRenewed(3, LEASE);

        assertEquals(List.of("renew", "revoke", "dropAddresses", "destroyConnections"), kernel.calls());
        assertEquals(Role.STANDBY, duty.role());
    }

    @Test
    void tellsTheKernelLessThanWhatIsLeft() {
        duty.claim(3);
        duty.leaseRenewed(3, LEASE);

        assertEquals(Duration.ofMillis(400), kernel.lastValidity());
    }

    @Test
    void countsAsDelayThatItHadToWaitForAnotherThread() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        AtomicLong nanos = new AtomicLong();
        ServiceDuty shared = new ServiceDuty(SERVICE, kernel, Runnable::run, () -> {}, () -> {
            long now = nanos.get();
            called.countDown();
            return now;
        });
        shared.claim(3);
        Thread heartbeats = new Thread(() -> shared.leaseRenewed(3, LEASE));
        synchronized (shared) {
            heartbeats.start();
            assertTrue(called.await(30, TimeUnit.SECONDS), "it looks at the clock before it waits");
            nanos.set(Duration.ofMillis(101).toNanos());
        }
        heartbeats.join();

        assertEquals(List.of("grant", "revoke", "dropAddresses", "destroyConnections"), kernel.calls());
    }

    @Test
    void stepsDownWhenTellingTheKernelTookLongerThanTheMargin() throws IOException {
        own(3);
        kernel.takes(Duration.ofMillis(101));
        duty.leaseRenewed(3, LEASE);

        assertEquals(List.of("renew", "revoke", "dropAddresses", "destroyConnections"), kernel.calls());
    }

    @Test
    void refusesToOwnAfterTheLeaseWasLost() throws IOException {
        duty.claim(3);
        duty.leaseRenewed(3, LEASE);
        duty.takeAddresses(3);
        duty.leaseLost(3, "no majority");

        assertThrows(IOException.class, () -> duty.own(3));
        assertEquals(Role.STANDBY, duty.role());
    }

    @Test
    void claimsOnceAtATime() throws IOException {
        assertTrue(duty.claim(3));
        assertFalse(duty.claim(4), "a claim is under way");
        duty.leaseRenewed(3, LEASE);
        duty.own(3);
        assertFalse(duty.claim(5), "it owns the service");
    }

    @Test
    void aLeaseThatIsGoneIsNotRevivedByALateRenewal() throws IOException {
        own(3);
        duty.leaseLost(3, "no majority");
        kernel.forget();
        duty.leaseRenewed(3, LEASE);

        assertEquals(List.of(), kernel.calls());
    }

    @Test
    void releasesInTheSameOrder() throws IOException {
        own(3);
        duty.release();

        assertEquals(List.of("revoke", "dropAddresses", "destroyConnections"), kernel.calls());
        assertEquals(Role.STANDBY, duty.role());
    }

    private void own(long epoch) throws IOException {
        duty.claim(epoch);
        duty.leaseRenewed(epoch, LEASE);
        duty.takeAddresses(epoch);
        duty.own(epoch);
        kernel.forget();
    }
}
