package org.holdfast.history.internal.connections;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import org.holdfast.history.internal.Binder;
import org.holdfast.history.internal.Row;
import org.holdfast.model.history.ConnectionRecord;
import org.holdfast.model.ownership.NodeId;

/** Reads ended connections, the last recorded first, chunk by chunk; within the caller's transaction. */
final class EndedReader {

    /** Rows looked at for one page: some tenths of a second of H2's time. */
    static final int EFFORT = 50_000;

    /** Rows of one statement over a stretch of keys. */
    private static final int STRETCH = 4_096;

    /** Keys named in one statement. */
    private static final int KEYS = 500;

    /** With more candidates than one row in so many, reading all rows is quicker. */
    private static final int DENSE = 16;

    private static final String ENDED = "ended";

    private final Connection connection;
    private final ConnectionFilter filter;
    private final Answer answer;

    private int looked;

    EndedReader(Connection connection, ConnectionFilter filter, Answer answer) {
        this.connection = connection;
        this.filter = filter;
        this.answer = answer;
    }

    /** Goes on below a key until the answer is full, or enough was looked at, or nothing is left. */
    void read(long below) throws SQLException {
        SketchReader sketches = new SketchReader(connection, filter);
        for (ChunkEntry chunk : chunks(Chunk.chunkOf(below - 1))) {
            long first = Chunk.id(chunk.number(), 0);
            long end = Math.min(below, first + chunk.rows());
            if (filter.isHelpedBySketches(chunk)) {
                BitSet candidates = sketches.candidates(chunk);
                if (candidates.cardinality() <= chunk.rows() / DENSE) {
                    readCandidates(chunk.cache(), first, end, candidates);
                } else {
                    readAll(chunk.cache(), first, end);
                }
            } else {
                readAll(chunk.cache(), first, end);
            }
            if (answer.isFull() || answer.isCutShort()) {
                return;
            }
        }
    }

    private List<ChunkEntry> chunks(long newest) throws SQLException {
        List<ChunkEntry> chunks = new ArrayList<>();
        String sql = """
                SELECT c.number, s.cache, c.row_count, c.first_until, c.sealed
                FROM connection_chunk c JOIN connection_session s ON s.number = c.session
                WHERE c.number <= ? AND c.row_count > 0 AND c.last_until >= ? AND c.first_seen <= ?
                ORDER BY c.number DESC""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binder(statement).number(newest).time(filter.from()).time(filter.to());
            try (ResultSet result = statement.executeQuery()) {
                Row row = new Row(result);
                while (result.next()) {
                    chunks.add(new ChunkEntry(
                            row.number("number"),
                            row.node("cache"),
                            row.integer("row_count"),
                            row.time("first_until"),
                            row.truth("sealed")));
                }
            }
        }
        return chunks;
    }

    private void readAll(NodeId cache, long first, long end) throws SQLException {
        String sql = "SELECT * FROM connection WHERE id >= ? AND id < ? AND until_at >= ?" + filter.sql()
                + " ORDER BY id DESC";
        for (long to = end; to > first && !stop(to); to -= STRETCH) {
            long from = Math.max(first, to - STRETCH);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                filter.bind(new Binder(statement).number(from).number(to).time(filter.from()));
                take(cache, statement);
            }
            looked += (int) (to - from);
        }
    }

    private void readCandidates(NodeId cache, long first, long end, BitSet candidates) throws SQLException {
        int position = candidates.previousSetBit((int) (end - first) - 1);
        while (position >= 0 && !stop(first + position + 1)) {
            List<Long> keys = new ArrayList<>(KEYS);
            for (; position >= 0 && keys.size() < KEYS; position = candidates.previousSetBit(position - 1)) {
                keys.add(first + position);
            }
            String sql = "SELECT * FROM connection WHERE id IN ("
                    + keys.stream().map(String::valueOf).collect(Collectors.joining(",")) + ") AND until_at >= ?"
                    + filter.sql() + " ORDER BY id DESC";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                filter.bind(new Binder(statement).time(filter.from()));
                take(cache, statement);
            }
            looked += keys.size();
        }
    }

    private boolean stop(long below) {
        if (answer.isFull()) {
            return true;
        }
        if (looked >= EFFORT) {
            answer.cutShort(cursor(below));
            return true;
        }
        return false;
    }

    private void take(NodeId cache, PreparedStatement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            Row row = new Row(result);
            while (!answer.isFull() && result.next()) {
                ConnectionRecord record = ConnectionColumns.read(row, cache);
                if (filter.question().where().test(record)) {
                    answer.add(record, cursor(row.number("id")));
                }
            }
        }
    }

    /** For what follows the row of that key. */
    private static String cursor(long below) {
        return ENDED + "/" + below;
    }

    /** @throws NumberFormatException when these aren't the parts of what {@link #cursor} made */
    static long parse(String[] parts) {
        if (!parts[0].equals(ENDED)) {
            throw new NumberFormatException(parts[0]);
        }
        return Long.parseLong(parts[1]);
    }
}
