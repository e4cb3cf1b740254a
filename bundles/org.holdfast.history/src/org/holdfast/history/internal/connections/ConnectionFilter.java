package org.holdfast.history.internal.connections;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.holdfast.history.internal.Binder;
import org.holdfast.history.internal.Precision;
import org.holdfast.model.history.ConnectionQuestion;
import org.holdfast.model.history.When;

/**
 * A question as conditions on rows, chunks and sketches. A row lasted from {@code first_seen} to {@code until_at}; one
 * of a living connection has no end.
 */
final class ConnectionFilter {

    private final ConnectionQuestion question;
    /** Nothing that ended before is meant. */
    private final Instant from;
    /** Nothing that began later is meant. */
    private final Instant to;

    ConnectionFilter(ConnectionQuestion question) {
        this.question = question;
        switch (question.when()) {
            case When.At(Instant at) -> {
                from = Precision.cut(at);
                to = Precision.cut(at);
            }
            case When.Between(Instant begin, Instant end) -> {
                from = Precision.cut(begin);
                // The end is exclusive, and a microsecond is the smallest step.
                to = Precision.cut(Precision.cut(end).minusNanos(1_000));
            }
        }
    }

    ConnectionQuestion question() {
        return question;
    }

    Instant from() {
        return from;
    }

    Instant to() {
        return to;
    }

    boolean hasKeys() {
        return question.service().isPresent()
                || question.remote().isPresent()
                || question.verdict().isPresent();
    }

    /** Conditions on the columns of a row, each beginning with AND. */
    String sql() {
        return " AND first_seen <= ?"
                + question.service().map(_ -> " AND service = ?").orElse("")
                + question.remote().map(_ -> " AND remote_address = ?").orElse("")
                + question.verdict().map(_ -> " AND verdict = ?").orElse("");
    }

    /** Sets the parameters of {@link #sql}. */
    Binder bind(Binder binder) throws SQLException {
        binder.time(to);
        if (question.service().isPresent()) {
            binder.text(question.service().get());
        }
        if (question.remote().isPresent()) {
            binder.text(question.remote().get().getHostAddress());
        }
        if (question.verdict().isPresent()) {
            binder.name(question.verdict().get());
        }
        return binder;
    }

    /** Whether the sketches can tell rows apart: by a key, or because only long connections reach back far enough. */
    boolean isHelpedBySketches(ChunkEntry chunk) {
        return chunk.isSealed() && (hasKeys() || shortest(chunk) > 0);
    }

    /** Durations of fewer bits don't reach from the chunk's time back to the one that is asked for. */
    int shortest(ChunkEntry chunk) {
        return Sketches.ofDuration(Duration.between(to, chunk.firstUntil()));
    }
}
