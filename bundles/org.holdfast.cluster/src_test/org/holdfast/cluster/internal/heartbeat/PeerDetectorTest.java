package org.holdfast.cluster.internal.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.holdfast.cluster.internal.heartbeat.PeerDetector.Hearing;
import org.junit.jupiter.api.Test;

/** Interval 50, multiplier 5: suspected after more than 250. This node is 0. */
class PeerDetectorTest {

    private static final int PEER = 1;

    private final PeerDetector detector = new PeerDetector(0, 3, 50, 5, 0);

    /** Judges in each interval, so that this node isn't late. */
    private boolean judgeUpTo(long from, long to) {
        boolean changed = false;
        for (long t = from; t <= to; t += 10) {
            changed |= detector.judge(t);
        }
        return changed;
    }

    @Test
    void suspectsAfterTheMultiplierOfSilence() {
        assertEquals(Hearing.FIRST, detector.heard(PEER, 1, 1, 0));
        assertFalse(judgeUpTo(0, 250));
        assertTrue(detector.hears(PEER));
        assertTrue(detector.judge(251));
        assertFalse(detector.hears(PEER));
        assertEquals(251, detector.silence(PEER, 251));
        assertFalse(detector.judge(260), "told once");
    }

    @Test
    void hearsAgain() {
        detector.heard(PEER, 1, 1, 0);
        judgeUpTo(0, 300);
        assertEquals(Hearing.AGAIN, detector.heard(PEER, 1, 2, 300));
        assertTrue(detector.hears(PEER));
        assertEquals(Hearing.STILL, detector.heard(PEER, 1, 3, 310));
    }

    @Test
    void countsOnlyALargerBootAndSequence() {
        detector.heard(PEER, 5, 7, 0);
        assertEquals(Hearing.OLD, detector.heard(PEER, 5, 7, 200));
        assertEquals(Hearing.OLD, detector.heard(PEER, 5, 6, 200));
        assertEquals(Hearing.OLD, detector.heard(PEER, 4, 100, 200));
        assertEquals(200, detector.silence(PEER, 200), "old ones are no sign of life");
        assertEquals(Hearing.REBORN, detector.heard(PEER, 6, 1, 200));
        assertEquals(0, detector.silence(PEER, 200));
    }

    @Test
    void givesGraceWhenItWasLateItself() {
        detector.heard(PEER, 1, 1, 0);
        judgeUpTo(0, 200);
        assertFalse(detector.judge(400), "200 since the last look: this node stood still");
        assertFalse(judgeUpTo(410, 640));
        assertTrue(judgeUpTo(650, 660));
    }

    @Test
    void endsItsGraceWhenAMemberHasBeenSilentForVeryLong() {
        detector.heard(PEER, 1, 1, 0);
        // Late again and again: a node that is always late would never notice anything.
        for (long t = 0; t <= 900; t += 150) {
            assertFalse(detector.judge(t));
        }
        assertTrue(detector.judge(1050));
    }

    @Test
    void isInTimeWhenItLooksOncePerInterval() {
        detector.heard(PEER, 1, 1, 0);
        for (long t = 0; t <= 200; t += 100) {
            assertFalse(detector.judge(t));
        }
        assertTrue(detector.judge(260));
    }

    @Test
    void holdsBackItsOpinionAboutMembersUntilItHasWaited() {
        detector.heard(PEER, 1, 1, 0);
        assertEquals(0b011, detector.heardBits());
        assertEquals(0, detector.silentBits(250));
        assertEquals(0b100, detector.silentBits(251), "never heard, and waited long enough");
        assertFalse(detector.knows(2));
        assertEquals(-1, detector.silence(2, 251));
    }
}
