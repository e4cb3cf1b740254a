package org.holdfast.history.internal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.tcp.Traffic;
import org.holdfast.model.tcp.Verdict;

/** Sets the parameters of a statement one after the other; {@link Row} is its counterpart. For one thread. */
public final class Binder {

    private final PreparedStatement statement;
    private int next = 1;

    public Binder(PreparedStatement statement) {
        this.statement = statement;
    }

    /** Without NUL, which PostgreSQL refuses. */
    public Binder text(String value) throws SQLException {
        statement.setString(next++, value.indexOf('\0') < 0 ? value : value.replace('\0', '\uFFFD'));
        return this;
    }

    public Binder text(Optional<String> value) throws SQLException {
        if (value.isPresent()) {
            return text(value.get());
        }
        statement.setNull(next++, Types.VARCHAR);
        return this;
    }

    public Binder name(Enum<?> value) throws SQLException {
        return text(value.name());
    }

    public Binder integer(int value) throws SQLException {
        statement.setInt(next++, value);
        return this;
    }

    public Binder number(long value) throws SQLException {
        statement.setLong(next++, value);
        return this;
    }

    public Binder number(Optional<Long> value) throws SQLException {
        if (value.isPresent()) {
            return number(value.get());
        }
        statement.setNull(next++, Types.BIGINT);
        return this;
    }

    public Binder truth(boolean value) throws SQLException {
        statement.setBoolean(next++, value);
        return this;
    }

    public Binder bytes(byte[] value) throws SQLException {
        statement.setBytes(next++, value);
        return this;
    }

    public Binder uuid(UUID value) throws SQLException {
        statement.setObject(next++, value);
        return this;
    }

    /** To the microsecond, cut, because databases disagree on rounding; within the years that both know. */
    public Binder time(Instant value) throws SQLException {
        statement.setObject(next++, Precision.cut(value).atOffset(ZoneOffset.UTC));
        return this;
    }

    public Binder time(Optional<Instant> value) throws SQLException {
        if (value.isPresent()) {
            return time(value.get());
        }
        statement.setNull(next++, Types.TIMESTAMP_WITH_TIMEZONE);
        return this;
    }

    public Binder nanos(Duration value) throws SQLException {
        return number(value.toNanos());
    }

    public Binder nanos(Optional<Duration> value) throws SQLException {
        if (value.isPresent()) {
            return nanos(value.get());
        }
        statement.setNull(next++, Types.BIGINT);
        return this;
    }

    public Binder tuple(FourTuple value) throws SQLException {
        return endpoint(value.remote()).endpoint(value.service());
    }

    public Binder verdict(Verdict value) throws SQLException {
        return name(value.reason()).text(value.detail());
    }

    public Binder traffic(Traffic value) throws SQLException {
        return number(value.packets())
                .number(value.payloadBytes())
                .number(value.retransmittedBytes())
                .number(value.streamBytes())
                .number(value.acknowledgedBytes());
    }

    /** Keeps these parameters for the batch and begins anew. */
    public void addBatch() throws SQLException {
        statement.addBatch();
        next = 1;
    }

    private Binder endpoint(Endpoint value) throws SQLException {
        return text(value.address().getHostAddress()).integer(value.port());
    }
}
