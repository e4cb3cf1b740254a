package org.holdfast.history.internal.connections;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.holdfast.history.internal.Database;
import org.holdfast.model.history.ConnectionRecord;

/**
 * Ends sessions, a small step at a time: connections that still lived get an unseen end, unsealed chunks are sealed. It
 * ends its writer's session when that is over, and those that an earlier life of the cache left behind.
 */
final class SessionEnder {

    private static final int STEP = 1_000;
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    /** A session that hasn't written for so long is over: one that lives says so every minute. */
    static final Duration ABANDONED_AFTER = Duration.ofMinutes(5);

    private final SessionWriter writer;
    private final Deque<SessionTable.Abandoned> abandoned = new ArrayDeque<>();

    private Instant lookedAt = Instant.MIN;
    private boolean isEnded;

    SessionEnder(SessionWriter writer) {
        this.writer = writer;
    }

    boolean isEnded() {
        return isEnded;
    }

    /** Returns whether there is more to do at once. */
    boolean step(Database database, Instant now) throws SQLException {
        if (writer.queue().ended() != null && writer.queue().size() == 0 && !isEnded) {
            isEnded = end(
                    database,
                    new SessionTable.Abandoned(writer.session(), writer.queue().ended()),
                    now);
            return !isEnded;
        }
        look(database, now);
        SessionTable.Abandoned next = abandoned.peek();
        if (next != null && end(database, next, now)) {
            abandoned.remove();
        }
        return !abandoned.isEmpty();
    }

    private void look(Database database, Instant now) throws SQLException {
        boolean isDue = Duration.between(lookedAt, now).compareTo(LOOK_EVERY) >= 0 || now.isBefore(lookedAt);
        if (abandoned.isEmpty() && isDue) {
            abandoned.addAll(
                    database.writeSoon(c -> new SessionTable(c).abandoned(writer.cache(), now.minus(ABANDONED_AFTER))));
            abandoned.removeIf(a -> a.number() == writer.session());
            lookedAt = now;
        }
    }

    private boolean end(Database database, SessionTable.Abandoned session, Instant now) throws SQLException {
        int room = Math.min(STEP, writer.room());
        List<ConnectionRecord> living =
                database.writeSoon(c -> new LiveTable(c).first(session.number(), writer.cache(), room));
        if (!living.isEmpty()) {
            Batch batch = new Batch(List.of());
            living.forEach(record -> batch.addUnseen(session.number(), record, session.aliveAt()));
            writer.write(database, batch, now);
            return false;
        }
        if (session.number() == writer.session()) {
            writer.seal(database);
        }
        database.writeSoon(c -> {
            ChunkTable chunks = new ChunkTable(c);
            for (long unsealed : chunks.unsealed(session.number())) {
                chunks.seal(chunks.read(unsealed, writer.cache()));
            }
            new SessionTable(c).end(session.number(), session.aliveAt());
            return null;
        });
        return true;
    }
}
