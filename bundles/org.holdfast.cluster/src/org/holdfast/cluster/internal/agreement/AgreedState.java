package org.holdfast.cluster.internal.agreement;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.holdfast.cluster.internal.lease.Ballot;

/**
 * The state that commands change, the same on every member that has applied the same log. Pure and deterministic; used by
 * one thread.
 */
final class AgreedState {

    /** Outcomes that are remembered by ID. Whoever proposes a command again does so within seconds. */
    static final int REMEMBERED = 256;

    private final Map<String, Ballot> owners = new TreeMap<>();
    private final SequencedMap<UUID, Outcome> outcomes = new LinkedHashMap<>();
    private Optional<Command.ApplyPolicies> policies = Optional.empty();

    AgreedState() {}

    /** A state as {@link #owners()}, {@link #policies()} and {@link #outcomes()} gave it. */
    AgreedState(
            Map<String, Ballot> owners,
            Optional<Command.ApplyPolicies> policies,
            SequencedMap<UUID, Outcome> outcomes) {
        this.owners.putAll(owners);
        this.policies = policies;
        this.outcomes.putAll(outcomes);
    }

    /** Does what a committed command says, once. */
    Outcome apply(Command command) {
        return switch (command) {
            case Command.NewTerm newTerm -> new Outcome.Accepted();
            case Command.Own own -> once(own.id(), () -> own(own));
            case Command.ApplyPolicies apply -> once(apply.id(), () -> apply(apply));
        };
    }

    /** By service: the epoch and its owner. */
    Map<String, Ballot> owners() {
        return Map.copyOf(owners);
    }

    Optional<Command.ApplyPolicies> policies() {
        return policies;
    }

    /** The newest outcomes, oldest first. */
    SequencedMap<UUID, Outcome> outcomes() {
        return new LinkedHashMap<>(outcomes);
    }

    private Outcome once(UUID id, Supplier<Outcome> command) {
        Outcome known = outcomes.get(id);
        if (known != null) {
            return known;
        }
        Outcome outcome = command.get();
        outcomes.put(id, outcome);
        if (outcomes.size() > REMEMBERED) {
            outcomes.pollFirstEntry();
        }
        return outcome;
    }

    private Outcome own(Command.Own command) {
        Ballot asked = new Ballot(command.epoch(), command.owner());
        Ballot known = owners.get(command.service());
        if (known != null && command.epoch() <= known.epoch() && !asked.equals(known)) {
            return new Outcome.Refused(
                    known.epoch(), known.candidate().node() + " was made its owner in epoch " + known.epoch());
        }
        owners.put(command.service(), asked);
        return new Outcome.Accepted();
    }

    private Outcome apply(Command.ApplyPolicies command) {
        long current = policies.map(Command.ApplyPolicies::version).orElse(0L);
        if (command.version() != current + 1) {
            return new Outcome.Refused(
                    current,
                    "version " + current + " is applied, so the next one is " + (current + 1) + ", not "
                            + command.version());
        }
        policies = Optional.of(command);
        return new Outcome.Accepted();
    }
}
