package org.holdfast.history.internal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.tcp.Verdict;

/** Sets the parameters of a statement one after the other; {@link Row} is its counterpart. For one thread. */
final class Binder {

    private final PreparedStatement statement;
    private int next = 1;

    Binder(PreparedStatement statement) {
        this.statement = statement;
    }

    Binder text(String value) throws SQLException {
        statement.setString(next++, value);
        return this;
    }

    Binder name(Enum<?> value) throws SQLException {
        return text(value.name());
    }

    Binder integer(int value) throws SQLException {
        statement.setInt(next++, value);
        return this;
    }

    Binder number(long value) throws SQLException {
        statement.setLong(next++, value);
        return this;
    }

    Binder uuid(UUID value) throws SQLException {
        statement.setObject(next++, value);
        return this;
    }

    /** To the microsecond, cut, because databases disagree on rounding. */
    Binder time(Instant value) throws SQLException {
        statement.setObject(next++, value.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
        return this;
    }

    Binder time(Optional<Instant> value) throws SQLException {
        if (value.isPresent()) {
            return time(value.get());
        }
        statement.setNull(next++, Types.TIMESTAMP_WITH_TIMEZONE);
        return this;
    }

    Binder nanos(Duration value) throws SQLException {
        return number(value.toNanos());
    }

    Binder nanos(Optional<Duration> value) throws SQLException {
        if (value.isPresent()) {
            return nanos(value.get());
        }
        statement.setNull(next++, Types.BIGINT);
        return this;
    }

    Binder tuple(FourTuple value) throws SQLException {
        return endpoint(value.remote()).endpoint(value.service());
    }

    Binder verdict(Verdict value) throws SQLException {
        return name(value.reason()).text(value.detail());
    }

    /** Keeps these parameters for the batch and begins anew. */
    void addBatch() throws SQLException {
        statement.addBatch();
        next = 1;
    }

    private Binder endpoint(Endpoint value) throws SQLException {
        return text(value.address().getHostAddress()).integer(value.port());
    }
}
