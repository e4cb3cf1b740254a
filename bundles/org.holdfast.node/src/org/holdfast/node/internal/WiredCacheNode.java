package org.holdfast.node.internal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.holdfast.cache.CacheSettings;
import org.holdfast.cache.CaptureSources;
import org.holdfast.cache.Checksums;
import org.holdfast.cache.ConnectionCache;
import org.holdfast.cache.Eviction;
import org.holdfast.cache.Limits;
import org.holdfast.cache.LiveCaptureSource;
import org.holdfast.cache.Selector;
import org.holdfast.cache.filter.CaptureFilter;
import org.holdfast.cache.filter.FilterException;
import org.holdfast.cluster.Cluster;
import org.holdfast.cluster.ClusterException;
import org.holdfast.cluster.Message;
import org.holdfast.cluster.StatusFile;
import org.holdfast.cluster.config.Capture;
import org.holdfast.cluster.config.NodeConfig;
import org.holdfast.history.History;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.IncidentStore;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.plan.Decision;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.Refusal;
import org.holdfast.model.plan.Trigger;
import org.holdfast.model.policy.PolicySet;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.node.CacheNode;
import org.holdfast.node.CaptureHealth;
import org.holdfast.policy.Evaluation;
import org.holdfast.policy.Event;
import org.holdfast.policy.Planner;
import org.holdfast.policy.Simulation;
import org.holdfast.policy.Snapshot;
import org.holdfast.policy.Verdicts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cache's node, wired together; answers questions, and hands each event to the part it concerns. */
public final class WiredCacheNode implements CacheNode, Cluster.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(WiredCacheNode.class);
    private static final long SEGMENT_BYTES = 64L << 20;
    private static final Duration FAILURE_CHECK = Duration.ofMillis(10);
    private static final Duration GIVE_BACK_CHECK = Duration.ofMillis(250);
    /** They are read whole, with all of their connections. */
    private static final int REMEMBERED_INCIDENTS = 50;

    private final NodeConfig config;
    private final InstantSource clock;
    private final ConnectionCache cache;
    private final CaptureLoop capture;
    private final SelectorWatch selected;
    private final Cluster cluster;
    private final History history;
    private final IncidentLog log;
    private final PlanRunner runner;
    private final Recollection recollection;
    private final FailureWatch failures;
    private final GiveBackWatch giveBacks;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService workers = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("node-worker-", 0).daemon().factory());
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(
            3, Thread.ofPlatform().name("node-timer-", 0).daemon().factory());

    private WiredCacheNode(
            NodeConfig config,
            InstantSource clock,
            ConnectionCache cache,
            CaptureLoop capture,
            SelectorWatch selected,
            Cluster cluster,
            History history) {
        this.config = config;
        this.clock = clock;
        this.cache = cache;
        this.capture = capture;
        this.selected = selected;
        this.cluster = cluster;
        this.history = history;
        this.log = new IncidentLog(history, incident -> tell(l -> l.incidentChanged(incident)));
        this.recollection = new Recollection(history.newest(REMEMBERED_INCIDENTS));
        EndWatch endWatch = new EndWatch(cache, log, scheduler);
        this.runner =
                new PlanRunner(cluster, cache, log, this::handOverEndpoint, endWatch, recollection, workers, clock);
        Duration silenceNeeded =
                config.timing().heartbeat().multipliedBy(config.timing().multiplier());
        this.failures =
                new FailureWatch(cache, cluster::view, this::snapshot, runner, config.services(), silenceNeeded, clock);
        this.giveBacks = new GiveBackWatch(this::snapshot, runner);
    }

    /** See {@link CacheNode#start}. */
    public static WiredCacheNode start(NodeConfig config, CaptureSources sources, InstantSource clock)
            throws IOException {
        Capture wanted = config.capture()
                .orElseThrow(() -> new IOException("node '" + config.node()
                        + "' has no [capture] section; a cache needs one that names the mirror interface"));
        try (Undo undo = new Undo()) {
            History history = undo.push(History.open(config.dataDirectory().resolve("history")));
            CaptureFilter filter = filter(wanted);
            Selector selector = new Selector(config.services(), filter);
            Limits limits = new Limits(wanted.memoryBytes(), SEGMENT_BYTES)
                    .withEviction(wanted.keepsLive() ? Eviction.KEEP_LIVE : Eviction.OLDEST_FIRST);
            CacheSettings settings = CacheSettings.LIVE
                    .withLimits(limits)
                    .withChecksums(Checksums.valueOf(wanted.checksums().name()));
            ConnectionCache cache =
                    undo.push(new ConnectionCache(config.dataDirectory().resolve("packets"), settings, selector));
            LiveCaptureSource source = undo.push(sources.openLive(
                    wanted.interfaceName(), Math.toIntExact(wanted.bufferBytes()), selector.pcapFilter()));
            CaptureLoop capture = new CaptureLoop(wanted.interfaceName(), source, cache, wanted.memoryBytes(), clock);
            SelectorWatch selected = new SelectorWatch(config.services(), filter, cache, source);
            Cluster cluster = undo.push(join(config));
            WiredCacheNode node = new WiredCacheNode(config, clock, cache, capture, selected, cluster, history);
            node.begin();
            undo.keepAll();
            return node;
        }
    }

    private static CaptureFilter filter(Capture wanted) throws IOException {
        try {
            return CaptureFilter.parse(wanted.filter());
        } catch (FilterException e) {
            throw new IOException(
                    "capture.filter '" + wanted.filter() + "', character " + (e.position() + 1) + ": " + e.getMessage(),
                    e);
        }
    }

    private static Cluster join(NodeConfig config) throws IOException {
        try {
            return Cluster.join(config);
        } catch (ClusterException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void begin() {
        capture.start(scheduler);
        cluster.addListener(this);
        cluster.addListener(new StatusFile(config.dataDirectory().resolve("status.json")));
        cluster.announce(List.of(config.address()), List.of());
        cluster.solicit();
        every(FAILURE_CHECK, "failed hosts", failures::look);
        every(GIVE_BACK_CHECK, "a give-back", giveBacks::look);
    }

    private void every(Duration period, String what, Runnable look) {
        scheduler.scheduleWithFixedDelay(
                () -> {
                    try {
                        look.run();
                    } catch (RuntimeException e) {
                        // An exception would end the schedule, and nobody would look any more.
                        LOG.error("looking for {} failed", what, e);
                    }
                },
                period.toMillis(),
                period.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private Endpoint handOverEndpoint(NodeId node) {
        return config.members().stream()
                .filter(peer -> peer.node().equals(node))
                .findFirst()
                .map(peer -> new Endpoint(peer.address(), config.ports().handOver()))
                .orElseThrow(() -> new IllegalArgumentException(node + " is no member"));
    }

    @Override
    public Snapshot snapshot() {
        Map<String, Long> epochs = new HashMap<>();
        config.services().forEach(s -> epochs.put(s.name(), cluster.knownEpoch(s.name())));
        Instant now = clock.instant();
        ClusterView view = cluster.view();
        return new Snapshot(now, view, config.policies(), epochs, cache.connections(), recollection.at(view, now));
    }

    @Override
    public List<ConnectionSummary> connections() {
        Snapshot snapshot = snapshot();
        Verdicts verdicts = Verdicts.at(snapshot);
        return snapshot.connections().stream()
                .map(c -> new ConnectionSummary(
                        c.id(),
                        c.tuple(),
                        c.service(),
                        c.state(),
                        verdicts.of(c),
                        c.firstSeen(),
                        c.lastSeen(),
                        c.inbound(),
                        c.outbound(),
                        c.rttMicros()))
                .toList();
    }

    @Override
    public ClusterView cluster() {
        return cluster.view();
    }

    @Override
    public PolicySet policies() {
        return config.policies();
    }

    @Override
    public CaptureHealth captureHealth() {
        return capture.health();
    }

    @Override
    public IncidentStore incidents() {
        return history;
    }

    @Override
    public Decision simulate(Trigger trigger, String service, NodeId target) {
        Snapshot snapshot = snapshot();
        List<Evaluation> evaluations = switch (trigger) {
            case MIGRATION -> Planner.evaluate(snapshot, new Event.MigrationRequested(service, target));
            case GIVE_BACK -> Planner.evaluate(snapshot, new Event.HomeReturned(service));
            case HOST_FAILURE ->
                Simulation.ifHostFailed(snapshot, snapshot.owner(service).orElse(target))
                        .evaluations();
        };
        return evaluations.stream()
                .filter(evaluation -> evaluation.service().equals(service))
                .map(Evaluation::decision)
                .findFirst()
                .orElseGet(() -> new Refusal(List.of("nobody owns '" + service + "' now")));
    }

    @Override
    public CompletableFuture<Incident> carryOut(Plan plan) {
        return runner.start(plan, Duration.ZERO);
    }

    @Override
    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(Listener listener) {
        listeners.remove(listener);
    }

    private void tell(Consumer<Listener> what) {
        listeners.forEach(what);
    }

    @Override
    public void viewChanged(ClusterView view) {
        tell(l -> l.clusterChanged(view));
        workers.execute(() -> {
            selected.look(cluster::view);
            recordOwnership(view);
        });
    }

    private void recordOwnership(ClusterView view) {
        for (Service service : config.services()) {
            view.declaredOwner(service.name())
                    .ifPresent(owner -> history.recordOwnership(owner, view.at(), "announced by " + owner.node()));
        }
    }

    @Override
    public void memberDied(NodeId node, List<String> evidence) {
        LOG.warn("{} is dead: {}", node, String.join("; ", evidence));
    }

    @Override
    public void message(NodeId from, Message message) {
        runner.message(from, message);
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        capture.close();
        cluster.close();
        workers.shutdown();
        log.close();
        try {
            cache.close();
        } catch (IOException e) {
            LOG.warn("the packet memory wasn't closed cleanly: {}", e.getMessage());
        }
        history.close();
    }

    /** Closes what was opened, last first, unless all is to be kept. */
    private static final class Undo implements AutoCloseable {

        private final java.util.ArrayDeque<AutoCloseable> opened = new java.util.ArrayDeque<>();

        <T extends AutoCloseable> T push(T resource) {
            opened.push(resource);
            return resource;
        }

        void keepAll() {
            opened.clear();
        }

        @Override
        public void close() throws IOException {
            while (!opened.isEmpty()) {
                try {
                    opened.pop().close();
                } catch (IOException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IOException("closing after a failed start", e);
                }
            }
        }
    }
}
