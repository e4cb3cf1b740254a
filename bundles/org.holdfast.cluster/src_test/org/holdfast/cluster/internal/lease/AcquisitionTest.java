package org.holdfast.cluster.internal.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.holdfast.model.ownership.NodeId;
import org.junit.jupiter.api.Test;

class AcquisitionTest {

    private static final NodeId A = new NodeId("alpha");
    private static final NodeId B = new NodeId("beta");
    private static final NodeId C = new NodeId("cache");
    private static final VoteAnswer GRANTED = new VoteAnswer.Granted();

    private final Acquisition acquisition = new Acquisition("web", 2, Set.of(A, B, C), 0, 100, 10_000);

    @Test
    void winsWithAMajority() {
        assertEquals(Set.of(A, B, C), Set.copyOf(acquisition.due(0)));
        acquisition.answered(A, GRANTED, 1);
        assertFalse(acquisition.won());
        acquisition.answered(C, GRANTED, 2);
        assertTrue(acquisition.won());
    }

    @Test
    void asksAgainWhoDoesNotAnswer() {
        acquisition.due(0);
        acquisition.answered(A, GRANTED, 1);
        assertEquals(100, acquisition.next());
        assertEquals(List.of(), acquisition.due(99));
        assertEquals(Set.of(B, C), Set.copyOf(acquisition.due(100)));
    }

    @Test
    void asksAgainWhenAPromiseHasRunOut() {
        acquisition.due(0);
        acquisition.answered(A, GRANTED, 1);
        acquisition.answered(B, GRANTED, 1);
        acquisition.answered(C, new VoteAnswer.Wait(Duration.ofNanos(500), "promise to alpha still runs"), 10);
        assertEquals(List.of(), acquisition.due(509));
        assertEquals(List.of(C), acquisition.due(510));
    }

    @Test
    void failsWhenNoMajorityIsLeft() {
        acquisition.answered(A, new VoteAnswer.Refused(3, "epoch 3 is known already"), 1);
        assertTrue(acquisition.failure(2).isEmpty(), "the two others are a majority");
        acquisition.answered(B, new VoteAnswer.Refused(3, "epoch 3 is known already"), 1);
        assertEquals(
                "refused by 2 of 3 voters (alpha: epoch 3 is known already; beta: epoch 3 is known already; cache: no"
                        + " answer)",
                acquisition.failure(2).orElseThrow());
    }

    @Test
    void failsWhenTimeIsUp() {
        acquisition.answered(A, GRANTED, 1);
        assertTrue(acquisition.failure(9_999).isEmpty());
        assertEquals(
                "no majority in time (alpha: granted; beta: no answer; cache: no answer)",
                acquisition.failure(10_000).orElseThrow());
    }

    @Test
    void keepsAVoteThatWasGiven() {
        acquisition.answered(A, GRANTED, 1);
        acquisition.answered(A, new VoteAnswer.Wait(Duration.ofNanos(1), "an answer that was late"), 2);
        acquisition.answered(B, GRANTED, 3);
        assertTrue(acquisition.won());
    }

    @Test
    void ignoresStrangers() {
        acquisition.answered(new NodeId("mallory"), GRANTED, 1);
        acquisition.answered(A, GRANTED, 1);
        assertFalse(acquisition.won());
    }
}
