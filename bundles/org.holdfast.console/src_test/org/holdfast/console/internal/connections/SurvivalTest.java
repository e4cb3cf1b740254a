package org.holdfast.console.internal.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.holdfast.model.tcp.Verdict.Reason;
import org.junit.jupiter.api.Test;

class SurvivalTest {

    @Test
    void saysWhatStopsMost() {
        assertEquals(
                new Survival(5, 2, Optional.of(Reason.OPAQUE), 2),
                Survival.of(rows(Reason.SURVIVES, Reason.GAP, Reason.OPAQUE, Reason.SURVIVES, Reason.OPAQUE)));
    }

    @Test
    void ofEquallyFrequentReasonsTheOneThatIsLookedAtFirstCounts() {
        assertEquals(new Survival(2, 0, Optional.of(Reason.GAP), 1), Survival.of(rows(Reason.OPAQUE, Reason.GAP)));
    }

    @Test
    void withoutConnectionsThereIsNothingToRaise() {
        assertEquals(new Survival(0, 0, Optional.empty(), 0), Survival.of(List.of()));
        assertEquals(new Survival(1, 1, Optional.empty(), 0), Survival.of(rows(Reason.SURVIVES)));
    }

    private static List<ConnectionRow> rows(Reason... reasons) {
        return java.util.stream.IntStream.range(0, reasons.length)
                .mapToObj(i -> Rows.row(Rows.connection(i, "203.0.113.7:" + (i + 1), 80, 0, 0), reasons[i]))
                .toList();
    }
}
