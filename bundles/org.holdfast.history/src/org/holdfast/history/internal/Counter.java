package org.holdfast.history.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Numbers given out in order to all who share a database; within the caller's transaction, so without holes. */
public enum Counter {
    INCIDENT,
    SESSION,
    CHUNK;

    /** A number that nobody else gets; 1 is the first. */
    public long next(Connection connection) throws SQLException {
        long next;
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT next_value FROM history_counter WHERE name = ? FOR UPDATE")) {
            new Binder(statement).text(key());
            try (ResultSet result = statement.executeQuery()) {
                if (!result.next()) {
                    throw new SQLException("the history's counter '" + key() + "' is missing", "02000");
                }
                next = result.getLong(1);
            }
        }
        countFrom(connection, next + 1);
        return next;
    }

    /** Sees to it that no number below is given out any more. */
    public void countFrom(Connection connection, long next) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE history_counter SET next_value = ? WHERE name = ? AND next_value < ?")) {
            new Binder(statement).number(next).text(key()).number(next);
            statement.executeUpdate();
        }
    }

    /** Takes a number back that wasn't used, unless a later one was given out meanwhile. */
    public void giveBack(Connection connection, long number) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE history_counter SET next_value = ? WHERE name = ? AND next_value = ?")) {
            new Binder(statement).number(number).text(key()).number(number + 1);
            statement.executeUpdate();
        }
    }

    private String key() {
        return switch (this) {
            case INCIDENT -> "incident";
            case SESSION -> "session";
            case CHUNK -> "chunk";
        };
    }
}
