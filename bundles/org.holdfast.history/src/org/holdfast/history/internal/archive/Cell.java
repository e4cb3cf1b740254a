package org.holdfast.history.internal.archive;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;

/** Types of columns, and how a value of each stands in an archive. Null is JSON's. */
enum Cell {
    TEXT {
        @Override
        void write(JsonGenerator out, ResultSet row, int column) throws SQLException, IOException {
            out.writeString(row.getString(column));
        }

        @Override
        void read(JsonNode value, PreparedStatement statement, int column) throws SQLException {
            statement.setString(column, value.isNull() ? null : value.textValue());
        }
    },
    NUMBER {
        @Override
        void write(JsonGenerator out, ResultSet row, int column) throws SQLException, IOException {
            long number = row.getLong(column);
            if (row.wasNull()) {
                out.writeNull();
            } else {
                out.writeNumber(number);
            }
        }

        @Override
        void read(JsonNode value, PreparedStatement statement, int column) throws SQLException {
            if (value.isNull()) {
                statement.setNull(column, Types.BIGINT);
            } else {
                statement.setLong(column, value.longValue());
            }
        }
    },
    TRUTH {
        @Override
        void write(JsonGenerator out, ResultSet row, int column) throws SQLException, IOException {
            boolean truth = row.getBoolean(column);
            if (row.wasNull()) {
                out.writeNull();
            } else {
                out.writeBoolean(truth);
            }
        }

        @Override
        void read(JsonNode value, PreparedStatement statement, int column) throws SQLException {
            if (value.isNull()) {
                statement.setNull(column, Types.BOOLEAN);
            } else {
                statement.setBoolean(column, value.booleanValue());
            }
        }
    },
    /** ISO 8601. */
    TIME {
        @Override
        void write(JsonGenerator out, ResultSet row, int column) throws SQLException, IOException {
            OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
            out.writeString(time == null ? null : time.toString());
        }

        @Override
        void read(JsonNode value, PreparedStatement statement, int column) throws SQLException {
            if (value.isNull()) {
                statement.setNull(column, Types.TIMESTAMP_WITH_TIMEZONE);
            } else {
                statement.setObject(column, OffsetDateTime.parse(value.textValue()));
            }
        }
    },
    ID {
        @Override
        void write(JsonGenerator out, ResultSet row, int column) throws SQLException, IOException {
            UUID id = row.getObject(column, UUID.class);
            out.writeString(id == null ? null : id.toString());
        }

        @Override
        void read(JsonNode value, PreparedStatement statement, int column) throws SQLException {
            statement.setObject(column, value.isNull() ? null : UUID.fromString(value.textValue()));
        }
    },
    /** Base64. */
    BYTES {
        @Override
        void write(JsonGenerator out, ResultSet row, int column) throws SQLException, IOException {
            byte[] bytes = row.getBytes(column);
            out.writeString(bytes == null ? null : Base64.getEncoder().encodeToString(bytes));
        }

        @Override
        void read(JsonNode value, PreparedStatement statement, int column) throws SQLException {
            statement.setBytes(
                    column, value.isNull() ? null : Base64.getDecoder().decode(value.textValue()));
        }
    };

    /** The type of a column, by the names that H2 and PostgreSQL give. */
    static Cell of(ResultSetMetaData columns, int column) throws SQLException {
        String type = columns.getColumnTypeName(column).toLowerCase(Locale.ROOT);
        return switch (type) {
            case "character varying", "varchar", "text", "character", "char", "bpchar" -> TEXT;
            case "bigint", "integer", "int8", "int4", "bigserial", "serial" -> NUMBER;
            case "boolean", "bool" -> TRUTH;
            case "timestamp with time zone", "timestamptz" -> TIME;
            case "uuid" -> ID;
            case "binary varying", "bytea" -> BYTES;
            default -> throw new SQLException("archives know no columns of the type " + type, "0A000");
        };
    }

    abstract void write(JsonGenerator out, ResultSet row, int column) throws SQLException, IOException;

    abstract void read(JsonNode value, PreparedStatement statement, int column) throws SQLException;
}
