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
import org.holdfast.model.tcp.Traffic;
import org.holdfast.model.tcp.Verdict;

/** One row of a result, read by column as values of the model; {@link Binder} is its counterpart. For one thread. */
public final class Row {

    private final ResultSet result;

    public Row(ResultSet result) {
        this.result = result;
    }

    public String text(String column) throws SQLException {
        return result.getString(column);
    }

    /** @throws IllegalArgumentException when this program doesn't know the name */
    public <E extends Enum<E>> E name(String column, Class<E> type) throws SQLException {
        return Enum.valueOf(type, text(column));
    }

    public long number(String column) throws SQLException {
        return result.getLong(column);
    }

    public int integer(String column) throws SQLException {
        return result.getInt(column);
    }

    public Optional<Long> optionalNumber(String column) throws SQLException {
        long value = number(column);
        return result.wasNull() ? Optional.empty() : Optional.of(value);
    }

    public Optional<String> optionalText(String column) throws SQLException {
        return Optional.ofNullable(text(column));
    }

    public boolean truth(String column) throws SQLException {
        return result.getBoolean(column);
    }

    /** Null when there is none. */
    public byte[] bytes(String column) throws SQLException {
        return result.getBytes(column);
    }

    public UUID uuid(String column) throws SQLException {
        return result.getObject(column, UUID.class);
    }

    public NodeId node(String column) throws SQLException {
        return new NodeId(text(column));
    }

    public InetAddress address(String column) throws SQLException {
        return InetAddress.ofLiteral(text(column));
    }

    public Instant time(String column) throws SQLException {
        return result.getObject(column, OffsetDateTime.class).toInstant();
    }

    public Optional<Instant> optionalTime(String column) throws SQLException {
        return Optional.ofNullable(result.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    public Duration nanos(String column) throws SQLException {
        return Duration.ofNanos(number(column));
    }

    public Optional<Duration> optionalNanos(String column) throws SQLException {
        Duration value = nanos(column);
        return result.wasNull() ? Optional.empty() : Optional.of(value);
    }

    public FourTuple tuple() throws SQLException {
        return new FourTuple(
                new Endpoint(address("remote_address"), integer("remote_port")),
                new Endpoint(address("service_address"), integer("service_port")));
    }

    public Verdict verdict() throws SQLException {
        return new Verdict(name("verdict", Verdict.Reason.class), text("verdict_detail"));
    }

    /** @param prefix {@code in} or {@code out} */
    public Traffic traffic(String prefix) throws SQLException {
        return new Traffic(
                number(prefix + "_packets"),
                number(prefix + "_payload_bytes"),
                number(prefix + "_retransmitted_bytes"),
                number(prefix + "_stream_bytes"),
                number(prefix + "_acknowledged_bytes"));
    }
}
