package org.holdfast.cluster.internal;

import java.io.IOException;
import org.holdfast.cluster.internal.lease.Candidate;
import org.holdfast.cluster.internal.lease.VoteAnswer;
import org.holdfast.cluster.internal.lease.VoteFile;
import org.holdfast.cluster.internal.lease.Voter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Votes, and stores each vote before anybody hears of it. Control thread only. */
final class VotingBooth {

    private static final Logger LOG = LoggerFactory.getLogger(VotingBooth.class);

    private final Voter voter;
    private final VoteFile file;

    VotingBooth(Voter voter, VoteFile file) {
        this.voter = voter;
        this.file = file;
    }

    VoteAnswer vote(String service, long epoch, Candidate candidate, long now) {
        VoteAnswer answer = voter.ask(service, epoch, candidate, now);
        if (answer instanceof VoteAnswer.Granted) {
            try {
                file.store(service, voter.ballot(service).orElseThrow());
            } catch (IOException e) {
                LOG.error(
                        "a vote for {} can't be stored and isn't given; check the data directory", candidate.node(), e);
                return new VoteAnswer.Refused(epoch, "its vote can't be stored: " + e.getMessage());
            }
        }
        return answer;
    }
}
