package org.holdfast.history.internal.writer;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.holdfast.history.internal.connections.SessionWriter;
import org.holdfast.model.history.Thinning.Stage;

/** Says on the board that summaries are being left out, until none was for a while. For the writer's thread. */
final class ThinningWatch {

    private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final HealthBoard board;
    private final List<SessionWriter> sessions;

    private long leftOut;
    private long atNanos;
    private boolean isThinning;

    ThinningWatch(HealthBoard board, List<SessionWriter> sessions) {
        this.board = board;
        this.sessions = sessions;
    }

    void look(long nanos) {
        long now = 0;
        for (SessionWriter session : sessions) {
            for (Stage stage : Stage.values()) {
                now += session.queue().leftOut(stage);
            }
        }
        if (now > leftOut) {
            atNanos = nanos;
            if (!isThinning) {
                board.thinning("Summaries of connections are left out, because the database can't keep up."
                        + " Give it a faster disk, or keep less.");
            }
            isThinning = true;
        } else if (isThinning && nanos - atNanos > CALM_NANOS) {
            board.thinning("");
            isThinning = false;
        }
        leftOut = now;
    }
}
