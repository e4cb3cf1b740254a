package org.holdfast.agent.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.holdfast.cache.handover.HandOver;
import org.holdfast.cache.handover.HandOverReceiver;
import org.holdfast.cluster.Cluster;
import org.holdfast.cluster.ClusterException;
import org.holdfast.cluster.Message;
import org.holdfast.cluster.StatusFile;
import org.holdfast.cluster.config.NodeConfig;
import org.holdfast.cluster.security.Permission;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.ownership.ArpPolicy;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Ownership;
import org.holdfast.model.ownership.Role;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.StepKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One host's agent at work: listens to the cluster, and gives each plan, lease and boot to the duty it concerns. */
public final class HostAgent implements AutoCloseable, Cluster.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(HostAgent.class);
    private static final Duration BOOT_CHECK = Duration.ofMillis(200);
    private static final int REMEMBERED_HAND_OVERS = 64;

    private final NodeConfig config;
    private final Kernel kernel;
    private final Cluster cluster;
    private final InstantSource clock;
    private final Map<String, Instant> unownedSince = new ConcurrentHashMap<>();
    private final Map<String, ServiceDuty> duties;
    private final Map<UUID, CompletableFuture<HandOver>> handOvers = new ConcurrentHashMap<>();
    private final ExecutorService plans = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("plan-", 0).daemon().factory());
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().name("agent-", 0).daemon().factory());
    private List<ApplicationRunner> applications = List.of();
    private HandOverReceiver receiver;

    private HostAgent(NodeConfig config, Kernel kernel, Cluster cluster, InstantSource clock) {
        this.config = config;
        this.kernel = kernel;
        this.cluster = cluster;
        this.clock = clock;
        this.duties = config.services().stream()
                .filter(service -> service.failover().allows(config.node()))
                .collect(Collectors.toUnmodifiableMap(
                        service -> service.name(),
                        service -> new ServiceDuty(service, kernel, plans, this::announce, System::nanoTime)));
    }

    /** Starts serving; see {@link org.holdfast.agent.Agent#start}. */
    public static HostAgent start(
            NodeConfig config, Kernel kernel, Cluster cluster, InetSocketAddress handOver, InstantSource clock)
            throws IOException {
        requireKnownArp(config);
        HostAgent agent = new HostAgent(config, kernel, cluster, clock);
        agent.receiver = new HandOverReceiver(listen(cluster, handOver), agent::handedOver);
        cluster.addListener(agent);
        cluster.addListener(new StatusFile(config.dataDirectory().resolve("status.json")));
        agent.announce();
        cluster.solicit();
        agent.applications = agent.duties.values().stream()
                .map(duty -> new ApplicationRunner(duty, agent.scheduler, config.dataDirectory()))
                .toList();
        agent.scheduler.scheduleWithFixedDelay(
                agent::bootDuty, BOOT_CHECK.toMillis(), BOOT_CHECK.toMillis(), TimeUnit.MILLISECONDS);
        return agent;
    }

    /** An address that is announced in another way than the policy says would look well and fail at the takeover. */
    private static void requireKnownArp(NodeConfig config) throws IOException {
        for (Service service : config.services()) {
            if (service.failover().allows(config.node()) && service.arp() != ArpPolicy.GRATUITOUS) {
                throw new IOException("service '" + service.name() + "' has arp = \""
                        + service.arp().name().toLowerCase(Locale.ROOT).replace('_', '-')
                        + "\", which this agent can't do yet; set it to \"gratuitous\"");
            }
        }
    }

    private static ServerSocket listen(Cluster cluster, InetSocketAddress handOver) throws IOException {
        try {
            return cluster.sockets(Permission.HAND_OVER).listen(handOver);
        } catch (ClusterException | IOException e) {
            throw new IOException("can't listen for hand-overs on " + handOver + ": " + e.getMessage(), e);
        }
    }

    private void announce() {
        List<Ownership> ownerships = duties.values().stream()
                .map(duty -> Ownership.of(
                        config.node(),
                        duty.service(),
                        duty.role(),
                        duty.epoch(),
                        duty.isApplicationRunning(),
                        kernel.mac()))
                .toList();
        cluster.announce(List.of(config.address()), ownerships);
    }

    private void bootDuty() {
        try {
            ClusterView view = cluster.view();
            duties.values().forEach(duty -> lookAfter(duty, view));
        } catch (RuntimeException e) {
            // An exception would end the schedule, and this host would never take anything again.
            LOG.error("looking for services without an owner failed", e);
        }
    }

    private void lookAfter(ServiceDuty duty, ClusterView view) {
        String name = duty.service().name();
        if (view.declaredOwner(name).isPresent()) {
            unownedSince.remove(name);
            return;
        }
        Instant since = unownedSince.computeIfAbsent(name, n -> view.at());
        if (duty.role() == Role.STANDBY
                && duty.isApplicationRunning()
                && BootDuty.mayTake(view, duty.service(), since, cluster.knownEpoch(name) > 0)) {
            takeUnowned(duty);
        }
    }

    private void takeUnowned(ServiceDuty duty) {
        String name = duty.service().name();
        long epoch = cluster.knownEpoch(name) + 1;
        if (!duty.claim(epoch)) {
            return;
        }
        try {
            cluster.acquire(name, epoch).get(15, TimeUnit.SECONDS);
            duty.takeAddresses(epoch);
            duty.own(epoch);
            LOG.info("{}: taken in epoch {}, nobody owned it", name, epoch);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUp(duty);
        } catch (IOException | ExecutionException | TimeoutException e) {
            LOG.warn("{}: can't be taken in epoch {}: {}", name, epoch, e.getMessage());
            giveUp(duty);
        }
    }

    /** Fences, and gives the lease back, whatever of it is held. */
    private void giveUp(ServiceDuty duty) {
        try {
            duty.release();
        } catch (IOException e) {
            LOG.error("{}: giving it up is incomplete", duty.service().name(), e);
        } finally {
            cluster.release(duty.service().name());
        }
    }

    @Override
    public void leaseRenewed(String service, long epoch, Duration validFor) {
        duty(service).ifPresent(duty -> duty.leaseRenewed(epoch, validFor));
    }

    @Override
    public void leaseLost(String service, long epoch, String why) {
        duty(service).ifPresent(duty -> duty.leaseLost(epoch, why));
    }

    private Optional<ServiceDuty> duty(String service) {
        return Optional.ofNullable(duties.get(service));
    }

    @Override
    public void message(NodeId from, Message message) {
        switch (message) {
            case Message.CarryOut order
            when order.plan().to().equals(config.node()) -> plans.execute(() -> takeOver(order.plan(), from));
            case Message.Release order
            when order.plan().from().equals(config.node()) -> plans.execute(() -> release(order.plan(), from));
            default -> LOG.debug("{} from {} isn't for this host", message, from);
        }
    }

    private void takeOver(Plan plan, NodeId coordinator) {
        PlanReporter reporter = reporter(plan, coordinator);
        Optional<ServiceDuty> duty = duty(plan.service().name());
        if (duty.isEmpty()) {
            reporter.finished(
                    false,
                    config.node() + " isn't configured for '" + plan.service().name() + "'");
            return;
        }
        LOG.info("carrying out: {}", plan.summary());
        new Takeover(
                        plan,
                        duty.get(),
                        kernel,
                        p -> cluster.acquire(p.service().name(), p.epoch()),
                        () -> giveUp(duty.get()),
                        handOvers.computeIfAbsent(plan.id(), id -> new CompletableFuture<>()),
                        reporter,
                        clock)
                .run();
        handOvers.remove(plan.id());
    }

    private void release(Plan plan, NodeId coordinator) {
        PlanReporter reporter = reporter(plan, coordinator);
        Optional<ServiceDuty> duty = duty(plan.service().name());
        if (duty.isEmpty()) {
            return;
        }
        try {
            reporter.step(StepKind.RELEASE, () -> {
                if (plan.epoch() <= duty.get().epoch()) {
                    throw new IOException("epoch " + plan.epoch() + " isn't newer than this host's own; plan again");
                }
                try {
                    duty.get().release();
                } finally {
                    cluster.release(plan.service().name());
                }
                return new PlanReporter.Done<>(null, "packets stopped, addresses gone, lease given back");
            });
        } catch (Exception e) {
            LOG.error("{}: release failed", plan.service().name(), e);
        }
    }

    private void handedOver(HandOver handOver) {
        if (handOvers.size() > REMEMBERED_HAND_OVERS) {
            handOvers.clear();
        }
        handOvers
                .computeIfAbsent(handOver.plan(), id -> new CompletableFuture<>())
                .complete(handOver);
    }

    private PlanReporter reporter(Plan plan, NodeId coordinator) {
        return new PlanReporter(plan, config.node(), clock, message -> {
            try {
                cluster.send(coordinator, message);
            } catch (ClusterException e) {
                LOG.warn("{} can't be told of {}: {}", coordinator, message, e.getMessage());
            }
        });
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        duties.values().forEach(this::giveUp);
        applications.forEach(ApplicationRunner::close);
        try {
            receiver.close();
        } catch (IOException e) {
            LOG.warn("the port for hand-overs wasn't closed cleanly: {}", e.getMessage());
        }
        cluster.close();
        kernel.close();
        plans.shutdownNow();
    }
}
