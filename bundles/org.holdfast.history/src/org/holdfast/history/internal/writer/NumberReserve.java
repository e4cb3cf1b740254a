package org.holdfast.history.internal.writer;

import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.holdfast.history.internal.Counter;
import org.holdfast.history.internal.Database;
import org.holdfast.history.internal.entries.EntryWriter;

/**
 * Numbers for incidents. One is always in reserve, so that an incident has its number before the database is asked.
 * When the database is away and the reserve is spent, numbers are made up: a random part keeps them apart from those of
 * others who share the history.
 */
final class NumberReserve {

    private static final long FEWEST = 1_000;
    private static final long MOST = 9_000_000;

    private final BlockingQueue<Long> reserve = new ArrayBlockingQueue<>(1);
    private final AtomicLong madeUp =
            new AtomicLong(ThreadLocalRandom.current().nextLong(FEWEST, MOST) * EntryWriter.FIRST_WITHOUT_DATABASE);

    private volatile boolean isWanted;

    /**
     * A number that nobody else has.
     *
     * @param wake called when the reserve has to be filled
     * @param waitMillis so long the filling is waited for
     */
    long take(Runnable wake, long waitMillis) {
        isWanted = true;
        wake.run();
        Long number = poll(waitMillis);
        wake.run();
        return number != null ? number : madeUp.incrementAndGet();
    }

    private Long poll(long waitMillis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
        boolean isInterrupted = false;
        try {
            while (true) {
                try {
                    return reserve.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    isInterrupted = true;
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Fills it, for the writer's thread. */
    void fill(Database database) throws SQLException {
        if (isWanted && reserve.isEmpty()) {
            reserve.add(database.writeSoon(Counter.INCIDENT::next));
        }
    }

    /** Gives back what nobody took, for the writer's thread. */
    void giveBack(Database database) throws SQLException {
        isWanted = false;
        Long number = reserve.poll();
        if (number != null) {
            database.writeSoon(c -> {
                Counter.INCIDENT.giveBack(c, number);
                return null;
            });
        }
    }
}
