package org.holdfast.cluster.internal;

import static org.holdfast.cluster.internal.Fixtures.ALPHA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.holdfast.cluster.internal.lease.Ballot;
import org.holdfast.cluster.internal.lease.Candidate;
import org.holdfast.cluster.internal.lease.LeaseTerms;
import org.holdfast.cluster.internal.lease.VoteAnswer;
import org.holdfast.cluster.internal.lease.VoteFile;
import org.holdfast.cluster.internal.lease.Voter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VotingBoothTest {

    private static final Candidate CANDIDATE = new Candidate(ALPHA, 5);

    @TempDir
    Path directory;

    private final Voter voter = new Voter(new LeaseTerms(1000), List.of("web"), Map.of(), -10_000);

    @Test
    void storesAVoteBeforeItAnswers() throws IOException {
        VotingBooth booth = new VotingBooth(voter, VoteFile.open(directory));
        assertEquals(new VoteAnswer.Granted(), booth.vote("web", 3, CANDIDATE, 0));
        assertEquals(
                Map.of("web", new Ballot(3, CANDIDATE)),
                VoteFile.open(directory).votes());
    }

    @Test
    void givesNoVoteThatItCannotStoreAndGivesItOnceItCan() throws IOException {
        VotingBooth booth = new VotingBooth(voter, VoteFile.open(directory));
        Path inTheWay = Files.createDirectory(directory.resolve("votes.properties.new"));
        VoteAnswer.Refused refused = assertInstanceOf(VoteAnswer.Refused.class, booth.vote("web", 3, CANDIDATE, 0));
        assertTrue(refused.why().startsWith("its vote can't be stored"), refused::why);
        Files.delete(inTheWay);
        assertEquals(new VoteAnswer.Granted(), booth.vote("web", 3, CANDIDATE, 1));
        assertEquals(
                Map.of("web", new Ballot(3, CANDIDATE)),
                VoteFile.open(directory).votes());
    }
}
