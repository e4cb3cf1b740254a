package org.holdfast.cluster.internal.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.holdfast.model.ownership.NodeId;
import org.junit.jupiter.api.Test;

class VoterTest {

    private static final long MS = 1_000_000;
    private static final Candidate ALPHA = new Candidate(new NodeId("alpha"), 10);
    private static final Candidate BETA = new Candidate(new NodeId("beta"), 20);
    private static final VoteAnswer GRANTED = new VoteAnswer.Granted();

    /** Started long ago: 1000 ms lease, 1020 ms promise. */
    private final Voter voter = new Voter(new LeaseTerms(1000 * MS), List.of("web"), Map.of(), -10_000 * MS);

    @Test
    void votesOnceInAnEpoch() {
        assertEquals(GRANTED, voter.ask("web", 1, ALPHA, 0));
        assertEquals(GRANTED, voter.ask("web", 1, ALPHA, 5 * MS));
        assertInstanceOf(VoteAnswer.Refused.class, voter.ask("web", 1, BETA, 5000 * MS));
        assertEquals(new Ballot(1, ALPHA), voter.ballot("web").orElseThrow());
    }

    @Test
    void countsAnotherLifeOfTheSameNodeAsAnotherCandidate() {
        voter.ask("web", 1, ALPHA, 0);
        Candidate reborn = new Candidate(ALPHA.node(), 11);
        assertInstanceOf(VoteAnswer.Refused.class, voter.ask("web", 1, reborn, 5000 * MS));
        assertEquals(GRANTED, voter.ask("web", 2, reborn, MS), "its own promise doesn't hold it up");
    }

    @Test
    void keepsItsPromiseForALeaseAndTwoPercent() {
        voter.ask("web", 1, ALPHA, 0);
        assertTrue(voter.claimed("web", 1, ALPHA.node(), 100 * MS));
        VoteAnswer.Wait wait = assertInstanceOf(VoteAnswer.Wait.class, voter.ask("web", 2, BETA, 1119 * MS));
        assertEquals(Duration.ofMillis(1), wait.remaining());
        assertEquals(1, voter.honoured("web", 1119 * MS));
        assertEquals(GRANTED, voter.ask("web", 2, BETA, 1120 * MS));
        assertFalse(voter.claimed("web", 1, ALPHA.node(), 1121 * MS), "a claim of an older epoch changes nothing");
    }

    @Test
    void followsALargerEpochAtOnce() {
        voter.claimed("web", 1, ALPHA.node(), 0);
        assertTrue(voter.claimed("web", 4, BETA.node(), 1));
        assertEquals(4, voter.honoured("web", 2));
        assertEquals(4, voter.highest("web"));
        assertInstanceOf(VoteAnswer.Refused.class, voter.ask("web", 3, ALPHA, 9000 * MS));
    }

    @Test
    void endsThePromiseWhenItsHolderGivesUp() {
        voter.ask("web", 1, ALPHA, 0);
        voter.givenUp("web", 1, BETA.node());
        assertInstanceOf(VoteAnswer.Wait.class, voter.ask("web", 2, BETA, 1), "only its holder can give it up");
        voter.givenUp("web", 1, ALPHA.node());
        assertFalse(voter.claimed("web", 1, ALPHA.node(), 2), "a heartbeat that was under way revives nothing");
        assertEquals(GRANTED, voter.ask("web", 2, BETA, 3));
    }

    @Test
    void waitsOneLeaseAfterItsStartBeforeItVotes() {
        Voter fresh = new Voter(new LeaseTerms(1000 * MS), List.of("web"), Map.of(), 0);
        assertInstanceOf(VoteAnswer.Wait.class, fresh.ask("web", 1, ALPHA, 1019 * MS));
        assertEquals(GRANTED, fresh.ask("web", 1, ALPHA, 1020 * MS));
    }

    @Test
    void remembersStoredVotes() {
        Voter restarted =
                new Voter(new LeaseTerms(1000 * MS), List.of("web"), Map.of("web", new Ballot(7, ALPHA)), -10_000 * MS);
        assertEquals(7, restarted.highest("web"));
        assertInstanceOf(VoteAnswer.Refused.class, restarted.ask("web", 7, BETA, 0));
        assertEquals(GRANTED, restarted.ask("web", 7, ALPHA, 0), "the same question has the same answer");
        assertFalse(restarted.claimed("web", 6, BETA.node(), 0));
    }

    @Test
    void refusesServicesThatItDoesNotKnow() {
        assertInstanceOf(VoteAnswer.Refused.class, voter.ask("mail", 1, ALPHA, 0));
        assertFalse(voter.claimed("mail", 1, ALPHA.node(), 0));
    }
}
