package org.holdfast.cache.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.holdfast.model.tcp.Verdict;
import org.junit.jupiter.api.Test;

class StandbyMarksTest {

    @Test
    void forgetsConnectionsThatAreNoLongerListed() {
        Set<Long> asked = new HashSet<>();
        StandbyMarks marks = new StandbyMarks(id -> {
            asked.add(id);
            return id % 2 == 0;
        });
        for (long id = 1; id <= 1024; id++) {
            marks.givenUp(id, "full");
        }
        assertTrue(asked.isEmpty(), "looking isn't worth it for a few");
        marks.givenUp(1026, "full");
        assertEquals(1025, asked.size());
        assertEquals(Verdict.SURVIVES, marks.of(1, Verdict.SURVIVES));
        assertEquals(Verdict.Reason.NO_STANDBY, marks.of(2, Verdict.SURVIVES).reason());
    }
}
