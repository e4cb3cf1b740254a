package org.holdfast.node.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.holdfast.cache.ConnectionCache;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.Direction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Completes the continuity proof of an incident when its continued connections come to their end. */
final class EndWatch {

    private static final Logger LOG = LoggerFactory.getLogger(EndWatch.class);
    private static final Duration POLL = Duration.ofMillis(250);

    /** A continued connection whose end is awaited. */
    private record Awaited(RunningIncident incident, long connection) {}

    private final ConnectionCache cache;
    private final IncidentLog log;
    private final Set<Awaited> awaited = ConcurrentHashMap.newKeySet();

    EndWatch(ConnectionCache cache, IncidentLog log, ScheduledExecutorService scheduler) {
        this.cache = cache;
        this.log = log;
        scheduler.scheduleWithFixedDelay(this::look, POLL.toMillis(), POLL.toMillis(), TimeUnit.MILLISECONDS);
    }

    void add(RunningIncident incident) {
        incident.continued().forEach(id -> awaited.add(new Awaited(incident, id)));
    }

    private void look() {
        try {
            awaited.removeIf(this::hasEnded);
        } catch (RuntimeException e) {
            // An exception would end the schedule, and no proof would ever be completed.
            LOG.error("looking for the end of continued connections failed", e);
        }
    }

    private boolean hasEnded(Awaited wait) {
        long id = wait.connection();
        Optional<ConnectionSummary> connection = cache.connection(id);
        if (connection.isEmpty()) {
            return true;
        }
        cache.stall(id).ifPresent(stall -> wait.incident().stall(id, stall));
        if (connection.get().state().isLive()) {
            return false;
        }
        wait.incident()
                .atEnd(
                        id,
                        new RunningIncident.Proofs(
                                cache.proof(id, Direction.INBOUND), cache.proof(id, Direction.OUTBOUND)));
        log.update(wait.incident());
        return true;
    }
}
