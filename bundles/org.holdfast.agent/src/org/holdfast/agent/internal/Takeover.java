package org.holdfast.agent.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.holdfast.agent.internal.PlanReporter.Done;
import org.holdfast.cache.handover.ConnectionInformation;
import org.holdfast.cache.handover.HandOver;
import org.holdfast.model.ownership.ContinuityMode;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.PlannedConnection;
import org.holdfast.model.plan.StepKind;

/**
 * Carries a plan out on the failover host. The order is that of docs/takeover.md: what can be done before the old lease
 * has run out (hand-over, replay, silent sockets) is done while it runs; nothing leaves this host before the new lease
 * is held. Each connection succeeds or fails alone; one that can't be continued is reset with the exact sequence number.
 */
final class Takeover {

    private static final Duration HAND_OVER_LIMIT = Duration.ofSeconds(10);
    private static final Duration REPLAY_LIMIT = Duration.ofSeconds(15);
    private static final Duration LEASE_LIMIT = Duration.ofSeconds(15);

    private final Plan plan;
    private final ServiceDuty duty;
    private final Kernel kernel;
    private final Function<Plan, CompletableFuture<Void>> acquireLease;
    private final Runnable giveUp;
    private final CompletableFuture<HandOver> handOver;
    private final PlanReporter reporter;
    private final InstantSource clock;

    Takeover(
            Plan plan,
            ServiceDuty duty,
            Kernel kernel,
            Function<Plan, CompletableFuture<Void>> acquireLease,
            Runnable giveUp,
            CompletableFuture<HandOver> handOver,
            PlanReporter reporter,
            InstantSource clock) {
        this.plan = plan;
        this.duty = duty;
        this.kernel = kernel;
        this.acquireLease = acquireLease;
        this.giveUp = giveUp;
        this.handOver = handOver;
        this.reporter = reporter;
        this.clock = clock;
    }

    /** Does it, reports every step, and reports the end whatever happens. */
    void run() {
        if (!duty.claim(plan.epoch())) {
            reporter.finished(false, "this host owns '" + plan.service().name() + "' or is taking it already");
            return;
        }
        List<Candidate> candidates = List.of();
        try {
            Instant fenceStart = clock.instant();
            CompletableFuture<Instant> lease = acquireLease.apply(plan).thenApply(nothing -> clock.instant());
            candidates = candidates();
            List<Candidate> all = candidates;
            reporter.step(StepKind.REPLAY, () -> replay(all));
            reporter.step(StepKind.REBUILD, () -> rebuild(all));
            awaitLease(lease, fenceStart);
            reporter.step(StepKind.TAKE_ADDRESS, this::takeAddress);
            reporter.step(StepKind.RESUME, () -> resume(all));
            reporter.step(StepKind.ANNOUNCE, this::announce);
            all.forEach(candidate -> reporter.outcome(candidate.outcome()));
            reporter.finished(true, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(candidates, "the agent was stopped");
        } catch (Exception e) {
            fail(candidates, String.valueOf(e.getMessage()));
        }
    }

    /** A takeover that failed holds nothing: another host must be able to try. */
    private void fail(List<Candidate> candidates, String why) {
        giveUp.run();
        candidates.forEach(candidate -> {
            candidate.abandon(why);
            reporter.outcome(candidate.outcome());
        });
        reporter.finished(false, why);
    }

    /** One for each planned connection, with what the cache sent of it. */
    private List<Candidate> candidates() throws Exception {
        HandOver received = handOver.get(HAND_OVER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        Map<Long, ConnectionInformation> byId =
                received.connections().stream().collect(Collectors.toMap(ConnectionInformation::id, i -> i));
        return plan.connections().stream()
                .map(planned -> new Candidate(plan, planned, byId.get(planned.id())))
                .toList();
    }

    private Done<Void> replay(List<Candidate> candidates) throws InterruptedException {
        List<Thread> running = candidates.stream()
                .filter(Candidate::isToBeContinued)
                .map(candidate -> Thread.ofPlatform()
                        .name("replay " + candidate.tuple())
                        .daemon()
                        .start(() -> candidate.replay(kernel, plan.service())))
                .toList();
        awaitReplays(running, candidates);
        long bytes = candidates.stream().mapToLong(Candidate::replayedBytes).sum();
        long differing =
                candidates.stream().mapToLong(Candidate::differingBytes).sum();
        String first = candidates.stream()
                .map(Candidate::firstDifference)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .map(text -> ", first: " + text)
                .orElse("");
        return new Done<>(null, bytes + " bytes of output compared and discarded, " + differing + " differ" + first);
    }

    private Done<Void> rebuild(List<Candidate> candidates) {
        Instant now = clock.instant();
        candidates.stream().filter(Candidate::isToBeContinued).forEach(candidate -> candidate.rebuild(kernel, now));
        long built = candidates.stream().filter(Candidate::isToBeContinued).count();
        return new Done<>(null, built + " of " + candidates.size() + " connections stand in the kernel, silent");
    }

    private void awaitLease(CompletableFuture<Instant> lease, Instant start) throws Exception {
        try {
            Instant granted = lease.get(LEASE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            reporter.done(
                    StepKind.FENCE, start, granted, "a majority granted epoch " + plan.epoch() + "; the fence is open");
        } catch (ExecutionException e) {
            reporter.failed(StepKind.FENCE, start, e.getCause().getMessage());
            throw e;
        }
    }

    private Done<Void> takeAddress() throws IOException {
        duty.takeAddresses(plan.epoch());
        String addresses = plan.service().addresses().stream()
                .map(InetAddress::getHostAddress)
                .collect(Collectors.joining(", "));
        return new Done<>(null, addresses + " announced with " + kernel.mac());
    }

    private Done<Void> resume(List<Candidate> candidates) {
        candidates.forEach(candidate -> candidate.resume(kernel, duty.continued()));
        long resumed = candidates.stream().filter(Candidate::isContinued).count();
        return new Done<>(null, resumed + " of " + candidates.size() + " go on");
    }

    private Done<Void> announce() throws IOException {
        duty.own(plan.epoch());
        return new Done<>(null, "owner of '" + plan.service().name() + "' in epoch " + plan.epoch());
    }

    /** One copy that never gets to the point of failure doesn't hold up the others. */
    private static void awaitReplays(List<Thread> running, List<Candidate> candidates) throws InterruptedException {
        long deadline = System.nanoTime() + REPLAY_LIMIT.toNanos();
        for (Thread replay : running) {
            replay.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
        candidates.forEach(Candidate::stopReplay);
        for (Thread replay : running) {
            replay.join();
        }
    }

    /** Whether a planned connection is to be continued at all. */
    static boolean wantsContinuation(PlannedConnection planned) {
        return planned.mode() != ContinuityMode.RESET;
    }
}
