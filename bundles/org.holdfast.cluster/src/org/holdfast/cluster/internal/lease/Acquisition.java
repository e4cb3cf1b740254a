package org.holdfast.cluster.internal.lease;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.holdfast.model.ownership.NodeId;

/**
 * One attempt to get a majority of votes: whom to ask, when to ask again, and when it is over. Pure; used by one thread.
 */
public final class Acquisition {

    private final String service;
    private final long epoch;
    private final Map<NodeId, Voice> voices = new HashMap<>();
    private final int majority;
    private final long retryNanos;
    private final long deadline;

    /**
     * @param voters all members, oneself included
     * @param retryNanos when to ask again a voter that doesn't answer
     * @param limitNanos when to give up, from {@code now} on
     */
    public Acquisition(String service, long epoch, Set<NodeId> voters, long now, long retryNanos, long limitNanos) {
        this.service = service;
        this.epoch = epoch;
        voters.forEach(v -> voices.put(v, new Voice(now)));
        this.majority = voters.size() / 2 + 1;
        this.retryNanos = retryNanos;
        this.deadline = now + limitNanos;
    }

    public String service() {
        return service;
    }

    public long epoch() {
        return epoch;
    }

    /** The voters to ask now; each is due again after a while, should it not answer. */
    public List<NodeId> due(long now) {
        List<NodeId> due = new ArrayList<>();
        voices.forEach((voter, voice) -> {
            if (voice.isOpen() && voice.askAt - now <= 0) {
                voice.askAt = now + retryNanos;
                due.add(voter);
            }
        });
        return due;
    }

    /** Whether its time is up. */
    public boolean isExpired(long now) {
        return deadline - now <= 0;
    }

    /** When its time is up. */
    public long deadline() {
        return deadline;
    }

    /** When {@link #due} or {@link #failure} may say something new. */
    public long next() {
        long next = deadline;
        for (Voice voice : voices.values()) {
            if (voice.isOpen() && voice.askAt - next < 0) {
                next = voice.askAt;
            }
        }
        return next;
    }

    /** A voter has answered. */
    public void answered(NodeId voter, VoteAnswer answer, long now) {
        Voice voice = voices.get(voter);
        if (voice == null) {
            return;
        }
        if (answer instanceof VoteAnswer.Wait wait) {
            voice.askAt = now + wait.remaining().toNanos();
        }
        // A vote once given stays given: voters keep it on disk.
        if (!(voice.answer instanceof VoteAnswer.Granted)) {
            voice.answer = answer;
        }
    }

    /** Whether a majority has voted for it. */
    public boolean won() {
        return voices.values().stream()
                        .filter(v -> v.answer instanceof VoteAnswer.Granted)
                        .count()
                >= majority;
    }

    /** Why it can't succeed any more; empty while it can. */
    public Optional<String> failure(long now) {
        long refusals = voices.values().stream()
                .filter(v -> v.answer instanceof VoteAnswer.Refused)
                .count();
        if (refusals > voices.size() - majority) {
            return Optional.of("refused by " + refusals + " of " + voices.size() + " voters (" + said() + ")");
        }
        if (isExpired(now)) {
            return Optional.of("no majority in time (" + said() + ")");
        }
        return Optional.empty();
    }

    private String said() {
        return voices.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(v -> v.getKey() + ": " + v.getValue().said())
                .collect(Collectors.joining("; "));
    }

    /** What one voter has said so far. */
    private static final class Voice {
        private long askAt;
        private VoteAnswer answer;

        private Voice(long askAt) {
            this.askAt = askAt;
        }

        private boolean isOpen() {
            return answer == null || answer instanceof VoteAnswer.Wait;
        }

        private String said() {
            return switch (answer) {
                case null -> "no answer";
                case VoteAnswer.Granted granted -> "granted";
                case VoteAnswer.Wait wait -> wait.why();
                case VoteAnswer.Refused refused -> refused.why();
            };
        }
    }
}
