package org.holdfast.report.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.holdfast.model.incident.StreamProof;
import org.holdfast.model.plan.ConnectionOutcome.Fate;
import org.holdfast.report.Incidents;
import org.junit.jupiter.api.Test;

class ProofViewTest {

    private static final StreamProof BEFORE = Incidents.proof(1000, "before");

    @Test
    void aStreamThatGrewIsOneWithoutAGap() {
        ProofView proof = of(Fate.CONTINUED, Optional.of(Incidents.proof(1501, "all")));

        assertTrue(proof.sound());
        assertEquals(
                "1,000 bytes had reached the wire towards the client before the failure, and 501 bytes after it, as one"
                        + " stream without a gap: nothing missing, repeated or out of place.",
                proof.conclusion());
        assertEquals(4, proof.lines().size());
    }

    @Test
    void aStreamThatWasNotSeenAtItsEndProvesNothingBeyondTheFailure() {
        ProofView proof = of(Fate.CONTINUED, Optional.empty());

        assertTrue(proof.conclusion().contains("no continuity is proven"), proof.conclusion());
        assertEquals(3, proof.lines().size());
    }

    @Test
    void aStreamThatDidNotGrowSaysThatNothingFollowed() {
        assertTrue(of(Fate.CONTINUED, Optional.of(BEFORE)).conclusion().contains("none after it"));
    }

    @Test
    void aConnectionThatWasResetIsNotCalledContinued() {
        ProofView proof = of(Fate.RESET, Optional.of(BEFORE));

        assertTrue(proof.conclusion().startsWith("The connection was not continued."), proof.conclusion());
    }

    @Test
    void recordsThatContradictEachOtherProveNothing() {
        ProofView shorter = of(Fate.CONTINUED, Optional.of(Incidents.proof(999, "before")));
        ProofView changed = of(Fate.CONTINUED, Optional.of(Incidents.proof(1000, "other")));

        assertFalse(shorter.sound());
        assertFalse(changed.sound());
        assertTrue(changed.conclusion().contains("prove nothing"), changed.conclusion());
    }

    private static ProofView of(Fate fate, Optional<StreamProof> atEnd) {
        return ProofView.of(Incidents.outbound(fate, BEFORE, atEnd), Incidents.plan());
    }
}
