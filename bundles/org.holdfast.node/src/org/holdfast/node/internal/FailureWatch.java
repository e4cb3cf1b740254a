package org.holdfast.node.internal;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.holdfast.cache.ConnectionCache;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.cluster.Member;
import org.holdfast.model.cluster.MemberState;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Ownership;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.plan.Decision;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.Refusal;
import org.holdfast.policy.Event;
import org.holdfast.policy.Planner;
import org.holdfast.policy.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a death into plans, once the wire agrees: a host that a majority no longer hears but that still sends from an
 * owned address is waited for, because its lease hasn't stopped it yet or the alarm is false. It looks again and again
 * while a dead host is the declared owner, so a refusal or a plan that failed isn't the last word. Confined to one
 * thread.
 */
final class FailureWatch {

    private static final Logger LOG = LoggerFactory.getLogger(FailureWatch.class);
    private static final Duration PAUSE_AFTER_A_TRY = Duration.ofSeconds(1);

    private final ConnectionCache cache;
    private final Supplier<ClusterView> views;
    private final Supplier<Snapshot> snapshots;
    private final PlanRunner runner;
    private final List<Service> services;
    private final Duration silenceNeeded;
    private final InstantSource clock;
    private final Map<String, Instant> notBefore = new HashMap<>();
    private final Map<String, String> lastSaid = new HashMap<>();

    /**
     * Starts watching.
     *
     * @param silenceNeeded how long the wire must have been silent from the dead host's addresses
     */
    FailureWatch(
            ConnectionCache cache,
            Supplier<ClusterView> views,
            Supplier<Snapshot> snapshots,
            PlanRunner runner,
            List<Service> services,
            Duration silenceNeeded,
            InstantSource clock) {
        this.cache = cache;
        this.views = views;
        this.snapshots = snapshots;
        this.runner = runner;
        this.services = services;
        this.silenceNeeded = silenceNeeded;
        this.clock = clock;
    }

    /** Looks once; cheap while nobody is dead. */
    void look() {
        ClusterView view = views.get();
        for (Member member : view.members()) {
            if (member.state() != MemberState.DEAD) {
                continue;
            }
            services.stream()
                    .filter(service -> isOwnedBy(view, service, member.node()))
                    .filter(service -> !runner.isBusy(service.name()))
                    .filter(service -> !clock.instant().isBefore(notBefore.getOrDefault(service.name(), Instant.MIN)))
                    .forEach(service -> consider(member, service));
        }
    }

    private static boolean isOwnedBy(ClusterView view, Service service, NodeId host) {
        return view.declaredOwner(service.name())
                .map(Ownership::node)
                .filter(host::equals)
                .isPresent();
    }

    private void consider(Member dead, Service service) {
        List<String> sentences = new ArrayList<>(dead.evidence());
        for (InetAddress address : service.addresses()) {
            long silence = silenceNanos(address);
            if (silence < silenceNeeded.toNanos()) {
                say(
                        service,
                        dead.node() + " isn't heard, but something still sends from " + address.getHostAddress()
                                + "; waiting for its lease to run out");
                return;
            }
            sentences.add(
                    silence == Long.MAX_VALUE
                            ? "nothing was ever heard from " + address.getHostAddress() + " on the wire"
                            : "the wire has been silent from " + address.getHostAddress() + " for "
                                    + silence / 1_000_000 + " ms");
        }
        decide(dead, service, sentences);
    }

    private void decide(Member dead, Service service, List<String> sentences) {
        notBefore.put(service.name(), clock.instant().plus(PAUSE_AFTER_A_TRY));
        for (Decision decision : Planner.decide(snapshots.get(), new Event.HostFailed(dead.node(), sentences))) {
            switch (decision) {
                case Plan plan
                when plan.service().name().equals(service.name()) ->
                    runner.start(plan, dead.silence()).whenComplete((incident, failure) -> {
                        if (failure != null) {
                            LOG.error("{}: {}", plan.summary(), failure.getMessage());
                        }
                    });
                case Plan other -> LOG.debug("{} is looked at by itself", other.summary());
                case Refusal refusal ->
                    say(service, dead.node() + " failed and nobody takes over: " + refusal.reasons());
            }
        }
    }

    private void say(Service service, String text) {
        if (!text.equals(lastSaid.put(service.name(), text))) {
            LOG.warn("{}: {}", service.name(), text);
        }
    }

    private long silenceNanos(InetAddress address) {
        long heard = cache.lastHeardFrom(address);
        return heard == Long.MIN_VALUE ? Long.MAX_VALUE : CaptureLoop.nanos(clock.instant()) - heard;
    }
}
