package org.holdfast.node.internal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.holdfast.cache.ConnectionCache;
import org.holdfast.cache.handover.ConnectionInformation;
import org.holdfast.cache.handover.HandOver;
import org.holdfast.cache.handover.OutputQueue;
import org.holdfast.cluster.Cluster;
import org.holdfast.cluster.ClusterException;
import org.holdfast.cluster.Message;
import org.holdfast.cluster.security.Permission;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.ownership.ContinuityMode;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.PlannedConnection;
import org.holdfast.model.plan.StepKind;
import org.holdfast.model.plan.StepResult;
import org.holdfast.model.plan.StepResult.Outcome;
import org.holdfast.model.plan.Trigger;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.Direction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a plan carried out: makes a living owner release, gives the failover host its order and what the cache holds, hears
 * its reports, and records the incident. One plan per service at a time.
 */
final class PlanRunner {

    private static final Logger LOG = LoggerFactory.getLogger(PlanRunner.class);
    private static final Duration RELEASE_LIMIT = Duration.ofSeconds(5);
    private static final Duration FINISH_LIMIT = Duration.ofSeconds(30);
    private static final Duration STALL_LIMIT = Duration.ofSeconds(5);
    /** Longer than an acknowledgment may be held back (RFC 9293 §3.8.6.3: half a second, in practice 40 ms). */
    private static final Duration ACKNOWLEDGE_LIMIT = Duration.ofMillis(200);

    /** A member that returned is merged into the view within this (0.7 to 10 s were measured). */
    private static final Duration REACH_LIMIT = Duration.ofSeconds(20);

    private static final Duration ACKNOWLEDGE_POLL = Duration.ofMillis(2);
    private static final Duration STALL_POLL = Duration.ofMillis(10);

    private final Cluster cluster;
    private final ConnectionCache cache;
    private final IncidentLog log;
    private final Function<NodeId, Endpoint> handOverEndpoint;
    private final EndWatch endWatch;
    private final Recollection recollection;
    private final ExecutorService workers;
    private final InstantSource clock;
    private final Map<UUID, Run> running = new ConcurrentHashMap<>();
    private final Map<String, UUID> busy = new ConcurrentHashMap<>();

    /** A plan under way. */
    private static final class Run {
        final RunningIncident incident;
        final CompletableFuture<StepResult> released = new CompletableFuture<>();
        final CompletableFuture<Message.Finished> finished = new CompletableFuture<>();

        Run(RunningIncident incident) {
            this.incident = incident;
        }
    }

    PlanRunner(
            Cluster cluster,
            ConnectionCache cache,
            IncidentLog log,
            Function<NodeId, Endpoint> handOverEndpoint,
            EndWatch endWatch,
            Recollection recollection,
            ExecutorService workers,
            InstantSource clock) {
        this.cluster = cluster;
        this.cache = cache;
        this.log = log;
        this.handOverEndpoint = handOverEndpoint;
        this.endWatch = endWatch;
        this.recollection = recollection;
        this.workers = workers;
        this.clock = clock;
    }

    boolean isBusy(String service) {
        return busy.containsKey(service);
    }

    /**
     * Starts a plan.
     *
     * @param detection how long the failure took to be noticed; zero for what an administrator asked for
     * @return completes with the closed incident
     */
    CompletableFuture<Incident> start(Plan plan, Duration detection) {
        if (busy.putIfAbsent(plan.service().name(), plan.id()) != null) {
            return CompletableFuture.failedFuture(new IllegalStateException(
                    "another plan for '" + plan.service().name() + "' is being carried out; wait for its end"));
        }
        Run run = new Run(new RunningIncident(plan, clock.instant().minus(detection)));
        running.put(plan.id(), run);
        recollection.started(plan);
        LOG.info("plan: {}", plan.summary());
        log.open(run.incident);
        if (plan.trigger() == Trigger.HOST_FAILURE) {
            run.incident.step(new StepResult(
                    plan.id(),
                    StepKind.DETECT,
                    cluster.self(),
                    clock.instant().minus(detection),
                    detection,
                    Outcome.DONE,
                    String.join("; ", plan.evidence())));
        }
        return CompletableFuture.supplyAsync(() -> carryOut(run), workers).thenCompose(log::update);
    }

    private RunningIncident carryOut(Run run) {
        Plan plan = run.incident.plan();
        boolean success = false;
        try {
            if (plan.trigger() != Trigger.HOST_FAILURE) {
                release(run);
            }
            List<Long> ids =
                    plan.connections().stream().map(PlannedConnection::id).toList();
            cache.markFailure(ids, CaptureLoop.nanos(clock.instant()));
            cluster.send(plan.to(), new Message.CarryOut(plan));
            ids.forEach(id -> proofs(id).ifPresent(p -> run.incident.atFailure(id, p)));
            handOver(run);
            Message.Finished finished = await(run.finished, FINISH_LIMIT, plan.to() + " hasn't reported the end");
            success = finished.success();
            if (!success) {
                failed(run, finished.detail());
            }
            busy.remove(plan.service().name(), plan.id());
            awaitStalls(run.incident);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | ClusterException | RuntimeException e) {
            LOG.error("plan {} failed: {}", plan.summary(), e.getMessage(), e);
            failed(run, String.valueOf(e.getMessage()));
        } finally {
            run.incident.close(clock.instant(), success);
            running.remove(plan.id());
            busy.remove(plan.service().name(), plan.id());
            endWatch.add(run.incident);
        }
        return run.incident;
    }

    /** So that the incident itself says why. */
    private void failed(Run run, String why) {
        step(run, StepKind.ANNOUNCE, clock.instant(), Outcome.FAILED, why);
    }

    private void release(Run run) throws IOException, ClusterException, InterruptedException {
        Plan plan = run.incident.plan();
        awaitReachable(plan.to());
        cluster.send(plan.from(), new Message.Release(plan));
        StepResult released = await(run.released, RELEASE_LIMIT, plan.from() + " hasn't released the service");
        if (released.outcome() != Outcome.DONE) {
            throw new IOException(plan.from() + " couldn't release the service: " + released.detail());
        }
    }

    /** Nothing is released for a host that can't be told to take it. */
    private void awaitReachable(NodeId host) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + REACH_LIMIT.toNanos();
        while (!cluster.canReach(host)) {
            if (System.nanoTime() > deadline) {
                throw new IOException(host + " can't be reached by messages within " + REACH_LIMIT.toSeconds()
                        + " s; nothing was released");
            }
            Thread.sleep(STALL_POLL);
        }
    }

    private void handOver(Run run) throws IOException, ClusterException, InterruptedException {
        Plan plan = run.incident.plan();
        Instant start = clock.instant();
        OutputQueue.Dialer dialer = cluster.sockets(Permission.HAND_OVER)::connect;
        try (OutputQueue queue = new OutputQueue(handOverEndpoint.apply(plan.to()), Duration.ofSeconds(2), dialer)) {
            if (plan.trigger() != Trigger.HOST_FAILURE) {
                awaitAcknowledgments(plan);
            }
            List<ConnectionInformation> all = new ArrayList<>();
            for (PlannedConnection planned : plan.connections()) {
                information(planned).ifPresent(all::add);
            }
            long bytes = queue.send(new HandOver(plan.id(), all));
            step(
                    run,
                    StepKind.HAND_OVER,
                    start,
                    Outcome.DONE,
                    all.size() + (all.size() == 1 ? " connection, " : " connections, ") + bytes + " bytes");
        } catch (IOException e) {
            step(run, StepKind.HAND_OVER, start, Outcome.FAILED, e.getMessage());
            throw e;
        }
    }

    /**
     * The last bytes of an owner that has just fallen silent are acknowledged soon. A remote host that had acknowledged
     * what the new owner has yet to send again wouldn't be understood.
     */
    private void awaitAcknowledgments(Plan plan) throws InterruptedException {
        long deadline = System.nanoTime() + ACKNOWLEDGE_LIMIT.toNanos();
        List<Long> waiting = new ArrayList<>(
                plan.connections().stream().map(PlannedConnection::id).toList());
        waiting.removeIf(this::isAcknowledged);
        while (!waiting.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(ACKNOWLEDGE_POLL);
            waiting.removeIf(this::isAcknowledged);
        }
    }

    private boolean isAcknowledged(long id) {
        return cache.state(id).map(state -> state.sndUna() == state.sndNxt()).orElse(true);
    }

    /** All that is held of a connection to be continued; of one to be reset, its state alone. */
    private Optional<ConnectionInformation> information(PlannedConnection planned) throws IOException {
        if (planned.mode() != ContinuityMode.RESET) {
            return cache.information(planned.id());
        }
        Optional<ControlBlock> state = cache.state(planned.id());
        return state.map(s -> stateOnly(planned.id(), s));
    }

    private static ConnectionInformation stateOnly(long id, ControlBlock state) {
        byte[] nothing = {};
        return new ConnectionInformation(id, state, nothing, 0, 1, new int[0], nothing, nothing, false);
    }

    private void step(Run run, StepKind kind, Instant start, Outcome outcome, String detail) {
        Duration took = Duration.between(start, clock.instant());
        record(run, new StepResult(run.incident.plan().id(), kind, cluster.self(), start, took, outcome, detail));
    }

    private void record(Run run, StepResult step) {
        run.incident.step(step);
        log.update(run.incident);
    }

    /** The stall is known only once the first byte after the failure was on the wire; an idle connection has none. */
    private void awaitStalls(RunningIncident incident) throws InterruptedException {
        long deadline = System.nanoTime() + STALL_LIMIT.toNanos();
        List<Long> waiting = new ArrayList<>(incident.continued());
        while (!waiting.isEmpty() && System.nanoTime() < deadline) {
            waiting.removeIf(id -> {
                Optional<Duration> stall = cache.stall(id);
                stall.ifPresent(value -> incident.stall(id, value));
                return stall.isPresent();
            });
            if (!waiting.isEmpty()) {
                Thread.sleep(STALL_POLL);
            }
        }
    }

    private Optional<RunningIncident.Proofs> proofs(long id) {
        return cache.connection(id)
                .map(c -> new RunningIncident.Proofs(
                        cache.proof(id, Direction.INBOUND), cache.proof(id, Direction.OUTBOUND)));
    }

    private static <T> T await(CompletableFuture<T> future, Duration limit, String otherwise)
            throws IOException, InterruptedException {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(otherwise + " within " + limit.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    /** Hears what hosts report. */
    void message(NodeId from, Message message) {
        switch (message) {
            case Message.StepReport report ->
                Optional.ofNullable(running.get(report.step().plan())).ifPresent(run -> {
                    record(run, report.step());
                    if (report.step().kind() == StepKind.RELEASE) {
                        run.released.complete(report.step());
                    }
                });
            case Message.OutcomeReport report ->
                Optional.ofNullable(running.get(report.outcome().plan()))
                        .ifPresent(run -> run.incident.outcome(report.outcome()));
            case Message.Finished finished ->
                Optional.ofNullable(running.get(finished.plan())).ifPresent(run -> {
                    if (!finished.success()) {
                        LOG.error("{} couldn't carry the plan out: {}", from, finished.detail());
                    }
                    run.finished.complete(finished);
                });
            case Message.Refused refused ->
                Optional.ofNullable(running.get(refused.plan())).ifPresent(run -> {
                    LOG.error("{} refuses the plan: {}", from, refused.reason());
                    run.finished.complete(new Message.Finished(refused.plan(), false, refused.reason()));
                });
            case Message.CarryOut order -> LOG.debug("{} isn't for the cache", order);
            case Message.Release order -> LOG.debug("{} isn't for the cache", order);
        }
    }
}
