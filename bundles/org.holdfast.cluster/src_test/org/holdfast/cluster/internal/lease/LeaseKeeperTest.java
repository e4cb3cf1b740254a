package org.holdfast.cluster.internal.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {

    private static final int SELF = 0;
    private static final long[] HONOURED = {1};
    private static final long[] NOTHING = {0};

    private final List<String> events = new ArrayList<>();
    private final LeaseKeeper keeper = new LeaseKeeper(SELF, 3, 1, new LeaseTerms(500), new LeaseKeeper.Events() {
        @Override
        public void renewed(int service, long epoch, long until) {
            events.add("renewed " + epoch + " until " + until);
        }

        @Override
        public void lost(int service, long epoch, String why) {
            events.add("lost " + epoch);
        }
    });

    /** Sends a heartbeat that one's own voter honours. */
    private long beat(long now) {
        long sequence = keeper.begin(now, new long[1]);
        keeper.echoed(SELF, sequence, HONOURED, now);
        return sequence;
    }

    @Test
    void countsTheLeaseFromSendingTheHeartbeatThatAMajorityEchoed() {
        keeper.claim(0, 1);
        long sequence = beat(1000);
        assertEquals(List.of(), events, "one of three is no majority");
        keeper.echoed(1, sequence, HONOURED, 1200);
        assertEquals(List.of("renewed 1 until 1500"), events);
        assertTrue(keeper.isValid(0, 1, 1499));
        assertFalse(keeper.isValid(0, 1, 1500));
    }

    @Test
    void ignoresEchoesOfHeartbeatsFromBeforeTheClaim() {
        long before = beat(1000);
        keeper.claim(0, 1);
        // Both promised something when they voted, but that was before this heartbeat.
        keeper.echoed(SELF, before, HONOURED, 1100);
        keeper.echoed(1, before, HONOURED, 1100);
        assertEquals(List.of(), events);
    }

    @Test
    void ignoresEchoesThatHonourAnotherEpochOrNone() {
        keeper.claim(0, 1);
        long sequence = beat(1000);
        keeper.echoed(1, sequence, NOTHING, 1100);
        keeper.echoed(2, sequence, new long[] {2}, 1100);
        assertEquals(List.of(), events);
    }

    @Test
    void takesTheHeartbeatThatTheSlowerHalfOfAMajorityEchoed() {
        keeper.claim(0, 1);
        long first = beat(1000);
        long second = beat(1100);
        keeper.echoed(1, first, HONOURED, 1110);
        keeper.echoed(2, second, HONOURED, 1120);
        assertEquals(List.of("renewed 1 until 1500", "renewed 1 until 1600"), events);
    }

    @Test
    void needsItsOwnVoter() {
        keeper.claim(0, 1);
        long sequence = keeper.begin(1000, new long[1]);
        keeper.echoed(1, sequence, HONOURED, 1010);
        keeper.echoed(2, sequence, HONOURED, 1010);
        assertEquals(List.of(), events);
    }

    @Test
    void losesTheLeaseWhenItRunsOutAndDoesNotReviveIt() {
        keeper.claim(0, 1);
        long first = beat(1000);
        keeper.echoed(1, first, HONOURED, 1010);
        long second = beat(1400);
        // The echo of a heartbeat that would be good until 1900 waits in the socket until 1500.
        keeper.echoed(1, second, HONOURED, 1500);
        assertEquals(List.of("renewed 1 until 1500", "lost 1"), events);
        long[] claims = new long[1];
        keeper.begin(1510, claims);
        assertEquals(0, claims[0]);
    }

    @Test
    void losesTheLeaseToALargerEpochAtOnce() {
        keeper.claim(0, 1);
        keeper.echoed(1, beat(1000), HONOURED, 1010);
        keeper.superseded(0, 1, "beta");
        assertTrue(keeper.isValid(0, 1, 1020));
        keeper.superseded(0, 2, "beta");
        assertFalse(keeper.isValid(0, 1, 1020));
        assertEquals("lost 1", events.getLast());
    }

    @Test
    void doesNotRenewFromAHeartbeatThatIsOlderThanALease() {
        keeper.claim(0, 1);
        long sequence = beat(1000);
        keeper.echoed(1, sequence, HONOURED, 1500);
        assertEquals(List.of(), events);
    }
}
