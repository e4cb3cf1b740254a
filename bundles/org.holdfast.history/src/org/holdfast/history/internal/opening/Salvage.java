package org.holdfast.history.internal.opening;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.holdfast.history.internal.Dialect;
import org.holdfast.history.internal.Schema;
import org.holdfast.history.internal.Tables;
import org.holdfast.history.internal.Tables.Table;
import org.holdfast.history.internal.opening.DamagedDatabase.UnreadableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies what can be read of a damaged H2 database into a new one, table by table. How far journals were written isn't
 * copied, so that they fill the holes. For one thread.
 */
final class Salvage {

    private static final Logger LOG = LoggerFactory.getLogger(Salvage.class);

    /** Of connections the newest million is copied: nothing else is written meanwhile. */
    private static final int CHUNKS = 32;

    private final DamagedDatabase from;
    private final Connection to;

    private Salvage(DamagedDatabase from, Connection to) {
        this.from = from;
        this.to = to;
    }

    /**
     * Copies what can be read.
     *
     * @param to with an empty schema of this version, without auto-commit
     * @return rows copied by table, without tables of which there were none
     * @throws SQLException when the new database can't be written
     */
    static Map<String, Long> copy(DataSource damaged, Connection to) throws SQLException {
        try (DamagedDatabase from = new DamagedDatabase(damaged)) {
            long version = from.ask("SELECT MAX(version) FROM schema_version", Salvage::number);
            if (version == Schema.VERSION) {
                return new Salvage(from, to).copy();
            }
            LOG.warn("salvage: the damaged history has schema version {}, which isn't this program's", version);
        } catch (UnreadableException e) {
            LOG.warn("salvage: nothing can be read of the damaged history: {}", e.getMessage());
        }
        return Map.of();
    }

    static long number(ResultSet result) throws SQLException {
        return result.next() ? result.getLong(1) : 0;
    }

    private Map<String, Long> copy() throws SQLException {
        try (Statement statement = to.createStatement()) {
            statement.execute("DELETE FROM history_counter");
        }
        long oldestChunk = newestChunk() - CHUNKS + 1;
        Map<String, Long> copied = new LinkedHashMap<>();
        for (Table table : Tables.ALL) {
            long rows = copy(table, least(table, oldestChunk));
            if (rows > 0) {
                copied.put(table.name(), rows);
            }
            if (table.identity().isPresent()) {
                Dialect.H2.restartIdentity(to, table.name(), table.identity().get());
            }
        }
        to.commit();
        return copied;
    }

    private long newestChunk() {
        try {
            return from.ask("SELECT MAX(number) FROM connection_chunk", Salvage::number);
        } catch (UnreadableException e) {
            LOG.warn("salvage: the chunks can't be read: {}", e.getMessage());
            return 0;
        }
    }

    private static long least(Table table, long oldestChunk) {
        return switch (table.name()) {
            case "connection_chunk" -> oldestChunk;
            case "connection_sketch" -> oldestChunk * 4;
            case "connection" -> oldestChunk * 32_768;
            default -> Long.MIN_VALUE;
        };
    }

    private long copy(Table table, long least) throws SQLException {
        TableSalvage salvage = new TableSalvage(from, to, table);
        long rows = salvage.copy(least);
        if (salvage.isDamaged()) {
            LOG.warn("salvage: table {} is damaged, {} rows of it could be read", table.name(), rows);
        }
        return rows;
    }
}
