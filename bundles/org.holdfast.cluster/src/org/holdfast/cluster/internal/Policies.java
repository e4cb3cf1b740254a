package org.holdfast.cluster.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.holdfast.cluster.AppliedPolicies;
import org.holdfast.cluster.ClusterException;
import org.holdfast.cluster.internal.agreement.Agreed;
import org.holdfast.cluster.internal.agreement.Agreement;
import org.holdfast.cluster.internal.agreement.Command;
import org.holdfast.cluster.internal.agreement.Outcome;

/** Policies by agreement. */
final class Policies {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Agreement agreement;
    private final InstantSource clock;
    /** Agreement's thread only. */
    private long told;

    Policies(Agreement agreement, InstantSource clock) {
        this.agreement = agreement;
        this.clock = clock;
    }

    Optional<AppliedPolicies> newest() {
        return agreement.agreed().policies().map(Policies::applied);
    }

    /** Something was agreed on. @return the policies, if it was those. Agreement's thread only */
    Optional<AppliedPolicies> agreed(Agreed now) {
        Optional<AppliedPolicies> fresh =
                now.policies().filter(p -> p.version() > told).map(Policies::applied);
        fresh.ifPresent(p -> told = p.version());
        return fresh;
    }

    /** See {@link org.holdfast.cluster.Cluster#applyPolicies}. */
    CompletableFuture<Void> apply(long version, String document, String author) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        Command.ApplyPolicies command;
        try {
            command = new Command.ApplyPolicies(UUID.randomUUID(), version, document, author, clock.instant());
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(
                    new ClusterException("the policies aren't applied: " + e.getMessage()));
        }
        agreement
                .propose(command, LIMIT)
                .whenComplete((outcome, failure) -> Thread.ofVirtual().start(() -> complete(result, outcome, failure)));
        return result;
    }

    private static void complete(CompletableFuture<Void> result, Outcome outcome, Throwable failure) {
        switch (outcome) {
            case Outcome.Accepted accepted -> result.complete(null);
            case Outcome.Refused refused ->
                result.completeExceptionally(new ClusterException("the policies aren't applied: " + refused.why()));
            case null ->
                result.completeExceptionally(
                        new ClusterException("the policies weren't applied: " + failure.getMessage(), failure));
        }
    }

    private static AppliedPolicies applied(Command.ApplyPolicies command) {
        return new AppliedPolicies(command.version(), command.document(), command.author(), command.at());
    }
}
