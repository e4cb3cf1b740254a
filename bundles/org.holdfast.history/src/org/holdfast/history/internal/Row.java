package org.holdfast.history.internal;

import java.net.InetAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.tcp.Verdict;

/** One row of a result, read by column as values of the model; {@link Binder} is its counterpart. For one thread. */
final class Row {

    private final ResultSet result;

    Row(ResultSet result) {
        this.result = result;
    }

    String text(String column) throws SQLException {
        return result.getString(column);
    }

    /** @throws IllegalArgumentException when this program doesn't know the name */
    <E extends Enum<E>> E name(String column, Class<E> type) throws SQLException {
        return Enum.valueOf(type, text(column));
    }

    long number(String column) throws SQLException {
        return result.getLong(column);
    }

    int integer(String column) throws SQLException {
        return result.getInt(column);
    }

    UUID uuid(String column) throws SQLException {
        return result.getObject(column, UUID.class);
    }

    NodeId node(String column) throws SQLException {
        return new NodeId(text(column));
    }

    InetAddress address(String column) throws SQLException {
        return InetAddress.ofLiteral(text(column));
    }

    Instant time(String column) throws SQLException {
        return result.getObject(column, OffsetDateTime.class).toInstant();
    }

    Optional<Instant> optionalTime(String column) throws SQLException {
        return Optional.ofNullable(result.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    Duration nanos(String column) throws SQLException {
        return Duration.ofNanos(number(column));
    }

    Optional<Duration> optionalNanos(String column) throws SQLException {
        Duration value = nanos(column);
        return result.wasNull() ? Optional.empty() : Optional.of(value);
    }

    FourTuple tuple() throws SQLException {
        return new FourTuple(
                new Endpoint(address("remote_address"), integer("remote_port")),
                new Endpoint(address("service_address"), integer("service_port")));
    }

    Verdict verdict() throws SQLException {
        return new Verdict(name("verdict", Verdict.Reason.class), text("verdict_detail"));
    }
}
