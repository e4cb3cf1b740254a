package org.holdfast.history.internal.connections;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.holdfast.history.internal.BadCursorException;
import org.holdfast.history.internal.Binder;
import org.holdfast.history.internal.Row;
import org.holdfast.model.history.ConnectionQuestion;
import org.holdfast.model.history.ConnectionRecord;
import org.holdfast.model.history.Page;

/** Answers questions for connections: first the living ones, then the ended ones. Within the caller's transaction. */
public final class ConnectionReader {

    private static final String LIVING = "living";

    private final Connection connection;
    private final ConnectionFilter filter;
    private final Answer answer;

    private ConnectionReader(Connection connection, ConnectionFilter filter, Answer answer) {
        this.connection = connection;
        this.filter = filter;
        this.answer = answer;
    }

    public static Page<ConnectionRecord> page(Connection connection, ConnectionQuestion question, Page.Request request)
            throws SQLException {
        Position start = request.after()
                .map(Position::parse)
                .orElse(new Position(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE));
        ConnectionFilter filter = new ConnectionFilter(question);
        Answer answer = new Answer(request.limit());
        new ConnectionReader(connection, filter, answer).read(start);
        return answer.page();
    }

    private void read(Position start) throws SQLException {
        living(start.session(), start.belowConnection());
        if (!answer.isFull()) {
            new EndedReader(connection, filter, answer).read(start.belowEnded());
        }
    }

    /** Below a key; the newest sessions first. */
    private void living(long session, long belowConnection) throws SQLException {
        String sql = """
                SELECT l.*, s.cache FROM connection_live l JOIN connection_session s ON s.number = l.session
                WHERE (l.session < ? OR l.session = ? AND l.connection_id < ?)""" + filter.sql() + " ORDER BY l.session DESC, l.connection_id DESC";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            filter.bind(new Binder(statement).number(session).number(session).number(belowConnection));
            try (ResultSet result = statement.executeQuery()) {
                Row row = new Row(result);
                while (!answer.isFull() && result.next()) {
                    ConnectionRecord record = ConnectionColumns.read(row, row.node("cache"));
                    if (filter.question().where().test(record)) {
                        answer.add(
                                record,
                                LIVING + "/" + row.number("session") + "/"
                                        + record.summary().id());
                    }
                }
            }
        }
    }

    /** Where to go on: below a living connection, which is below none when they are all told, and below an ended one. */
    private record Position(long session, long belowConnection, long belowEnded) {

        static Position parse(String text) {
            String[] parts = text.split("/", -1);
            try {
                return parts[0].equals(LIVING)
                        ? new Position(Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.MAX_VALUE)
                        : new Position(Long.MIN_VALUE, Long.MIN_VALUE, EndedReader.parse(parts));
            } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
                throw new BadCursorException(text, e);
            }
        }
    }
}
