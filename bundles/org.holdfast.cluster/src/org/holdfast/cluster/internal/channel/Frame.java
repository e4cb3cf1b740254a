package org.holdfast.cluster.internal.channel;

import java.util.Arrays;
import java.util.Objects;
import org.holdfast.cluster.Message;
import org.holdfast.cluster.internal.lease.VoteAnswer;
import org.holdfast.model.ownership.Announcement;

/** What the cluster's nodes send each other: the cluster's own affairs, and the messages of those who use it. */
public sealed interface Frame {

    /** Claims 7 and 8. */
    record Announce(Announcement announcement) implements Frame {

        public Announce {
            Objects.requireNonNull(announcement, "announcement");
        }
    }

    /** Claims 5 and 14: tell me what you own. */
    record Solicit() implements Frame {}

    /** The sender, in this life, asks for a vote. */
    record VoteRequest(String service, long epoch) implements Frame {

        public VoteRequest {
            Objects.requireNonNull(service, "service");
        }
    }

    /** @param boot the life of the candidate that had asked */
    record Vote(String service, long epoch, long boot, VoteAnswer answer) implements Frame {

        public Vote {
            Objects.requireNonNull(service, "service");
            Objects.requireNonNull(answer, "answer");
        }
    }

    /** The sender doesn't claim this epoch any more and never will again. */
    record LeaseReleased(String service, long epoch) implements Frame {

        public LeaseReleased {
            Objects.requireNonNull(service, "service");
        }
    }

    /**
     * A part of the agreement on owners and policies.
     *
     * @param bytes as {@link org.holdfast.cluster.internal.agreement} writes them
     */
    record Agree(byte[] bytes) implements Frame {

        public Agree {
            Objects.requireNonNull(bytes, "bytes");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Agree agree && Arrays.equals(bytes, agree.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    /** A message of those who use the cluster. */
    record Payload(Message message) implements Frame {

        public Payload {
            Objects.requireNonNull(message, "message");
        }
    }
}
