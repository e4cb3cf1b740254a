package org.holdfast.history.internal.connections;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.holdfast.model.history.Thinning;
import org.holdfast.model.history.Thinning.Stage;
import org.holdfast.model.ownership.NodeId;

/** Notes what a queue left out since the last look, so that the history itself says where it is thin. For one thread. */
final class ThinningNotes {

    private final NodeId cache;
    private final SummaryQueue queue;
    private final Map<Stage, Long> noted = new EnumMap<>(Stage.class);

    private Instant lookedAt;

    ThinningNotes(NodeId cache, SummaryQueue queue, Instant at) {
        this.cache = cache;
        this.queue = queue;
        this.lookedAt = at;
    }

    List<Thinning> since(Instant now) {
        List<Thinning> notes = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            long leftOut = queue.leftOut(stage);
            long fresh = leftOut - noted.getOrDefault(stage, 0L);
            if (fresh > 0) {
                notes.add(new Thinning(cache, lookedAt, now.isBefore(lookedAt) ? lookedAt : now, stage, fresh));
                noted.put(stage, leftOut);
            }
        }
        lookedAt = now;
        return notes;
    }
}
