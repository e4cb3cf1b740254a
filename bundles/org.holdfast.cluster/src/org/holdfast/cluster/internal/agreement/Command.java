package org.holdfast.cluster.internal.agreement;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.holdfast.cluster.internal.lease.Candidate;

/** What can be agreed on. A command may get into the log more than once; its ID makes it one. */
public sealed interface Command {

    /** A new leader's first entry. It changes nothing. */
    record NewTerm() implements Command {}

    /** A command that somebody proposed and waits for. */
    sealed interface Proposal extends Command {

        /** Chosen by who proposes it; the same when it is proposed again. */
        UUID id();
    }

    /**
     * A life of a node becomes the owner of a service. Refused unless the epoch is larger than all before.
     *
     * @param epoch at least 1
     */
    record Own(UUID id, String service, long epoch, Candidate owner) implements Proposal {

        public Own {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(service, "service");
            Objects.requireNonNull(owner, "owner");
            if (epoch < 1) {
                throw new IllegalArgumentException("epochs begin with 1, not " + epoch);
            }
        }
    }

    /**
     * Policies replace those before. Refused unless the version is the next one, so that nobody overwrites what he hasn't
     * seen.
     *
     * @param version at least 1
     * @param document all policies, in whatever form those who use them agree on; at most 1 MiB in UTF-8
     * @param author who applies them
     * @param at when, by the author's clock
     */
    record ApplyPolicies(UUID id, long version, String document, String author, Instant at) implements Proposal {

        private static final int MOST_BYTES = 1 << 20;

        public ApplyPolicies {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(document, "document");
            Objects.requireNonNull(author, "author");
            Objects.requireNonNull(at, "at");
            int bytes = document.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MOST_BYTES) {
                throw new IllegalArgumentException(
                        "a document of " + bytes + " bytes is too large; at most " + MOST_BYTES + " can be agreed on");
            }
            if (version < 1) {
                throw new IllegalArgumentException("versions begin with 1, not " + version);
            }
        }
    }
}
