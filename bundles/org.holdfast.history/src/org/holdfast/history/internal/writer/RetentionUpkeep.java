package org.holdfast.history.internal.writer;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.holdfast.history.internal.Database;
import org.holdfast.history.internal.retention.RetentionJob;
import org.holdfast.model.history.Retention;

/** Looks every ten minutes for what is no longer to be kept. For the writer's thread. */
final class RetentionUpkeep implements Upkeep {

    private static final long EVERY_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final long journalBytes;
    private final RetentionJob job;
    private long lookedAtNanos = System.nanoTime();
    private boolean isDue;

    RetentionUpkeep(Retention retention, long journalBytes, InstantSource clock) {
        this.journalBytes = journalBytes;
        this.job = new RetentionJob(retention, clock);
    }

    @Override
    public boolean step(Database database, long nanos) throws SQLException {
        isDue |= nanos - lookedAtNanos > EVERY_NANOS;
        if (!isDue) {
            return false;
        }
        boolean isMore = job.step(database);
        if (!isMore) {
            isDue = false;
            lookedAtNanos = nanos;
        }
        return isMore;
    }

    @Override
    public long journalBytes() {
        return journalBytes;
    }
}
