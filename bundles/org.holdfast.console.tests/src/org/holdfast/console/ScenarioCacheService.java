package org.holdfast.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.cluster.MemberState;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.IncidentStore;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.plan.Decision;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.Trigger;
import org.holdfast.model.policy.PolicySet;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.node.CacheService;
import org.holdfast.node.CaptureHealth;
import org.holdfast.policy.Snapshot;

/** A cache node that knows what a test tells it. */
final class ScenarioCacheService implements CacheService, IncidentStore {

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Map<Long, Incident> incidents = new ConcurrentHashMap<>();
    private final AtomicLong lastNumber = new AtomicLong();
    private volatile List<ConnectionSummary> connections = Scenario.connections();
    private volatile ClusterView cluster = Scenario.cluster(MemberState.ALIVE, Duration.ofMillis(24));
    private volatile CaptureHealth health =
            new CaptureHealth("eth1", 12_400_311, 0, 0, 41_200, Duration.ofMillis(3), 1_288_490_189L, 4L << 30, 0, "");
    private volatile Decision decision = Scenario.plan(Trigger.MIGRATION);
    private volatile UnaryOperator<ConnectionSummary> growth = UnaryOperator.identity();

    /** Threads that asked for something that may take its time. */
    final List<Thread> slowCallers = new CopyOnWriteArrayList<>();

    final List<Plan> carriedOut = new CopyOnWriteArrayList<>();

    void connections(List<ConnectionSummary> now) {
        connections = now;
    }

    /** From now on every connection becomes another one at each snapshot. */
    void grow(UnaryOperator<ConnectionSummary> step) {
        growth = step;
    }

    void cluster(ClusterView now) {
        cluster = now;
        listeners.forEach(l -> l.clusterChanged(now));
    }

    void health(CaptureHealth now) {
        health = now;
    }

    void decision(Decision now) {
        decision = now;
    }

    /** Makes an incident known, as the node does: kept first, then told. */
    void tell(Incident incident) {
        update(incident);
        listeners.forEach(l -> l.incidentChanged(incident));
    }

    @Override
    public List<ConnectionSummary> connections() {
        connections = connections.stream().map(growth).toList();
        return connections;
    }

    @Override
    public ClusterView cluster() {
        return cluster;
    }

    @Override
    public PolicySet policies() {
        return PolicySet.of(List.of(Scenario.WEB));
    }

    @Override
    public Snapshot snapshot() {
        ClusterView view = cluster;
        return new Snapshot(view.at(), view, services(), Map.of(), connections);
    }

    @Override
    public CaptureHealth captureHealth() {
        return health;
    }

    @Override
    public IncidentStore incidents() {
        return this;
    }

    @Override
    public Decision simulate(Trigger trigger, String service, NodeId target) {
        slowCallers.add(Thread.currentThread());
        return decision;
    }

    @Override
    public CompletableFuture<Incident> carryOut(Plan plan) {
        slowCallers.add(Thread.currentThread());
        carriedOut.add(plan);
        return CompletableFuture.completedFuture(Scenario.over(lastNumber.incrementAndGet(), plan));
    }

    @Override
    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(Listener listener) {
        listeners.remove(listener);
    }

    @Override
    public Incident open(Incident incident) {
        Incident numbered = new Incident(
                lastNumber.incrementAndGet(),
                incident.openedAt(),
                incident.closedAt(),
                incident.state(),
                incident.plan(),
                incident.steps(),
                incident.connections());
        incidents.put(numbered.number(), numbered);
        return numbered;
    }

    @Override
    public void update(Incident incident) {
        incidents.put(incident.number(), incident);
    }

    @Override
    public Optional<Incident> find(long number) {
        return Optional.ofNullable(incidents.get(number));
    }

    @Override
    public List<Incident> newest(int limit) {
        slowCallers.add(Thread.currentThread());
        List<Incident> sorted = new ArrayList<>(incidents.values());
        sorted.sort(Comparator.comparingLong(Incident::number).reversed());
        return sorted.stream().limit(limit).toList();
    }
}
