package org.holdfast.history.internal.connections;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import org.holdfast.history.internal.Binder;
import org.holdfast.history.internal.connections.Sketches.Kind;
import org.holdfast.model.history.ConnectionQuestion;

/** Finds the rows of a chunk that may be an answer, by its sketches; within the caller's transaction. */
final class SketchReader {

    private final Connection connection;
    private final ConnectionFilter filter;

    SketchReader(Connection connection, ConnectionFilter filter) {
        this.connection = connection;
        this.filter = filter;
    }

    /** Positions of rows that may be an answer; every row that is one is among them. */
    BitSet candidates(ChunkEntry chunk) throws SQLException {
        BitSet candidates = new BitSet(chunk.rows());
        candidates.set(0, chunk.rows());
        ConnectionQuestion question = filter.question();
        if (question.remote().isPresent()) {
            int wanted = Sketches.ofRemote(question.remote().get());
            keepPairs(candidates, sketch(Kind.REMOTE, chunk), wanted);
        }
        if (question.verdict().isPresent() && !candidates.isEmpty()) {
            int wanted = Sketches.ofVerdict(question.verdict().get());
            keep(candidates, sketch(Kind.VERDICT, chunk), wanted, wanted);
        }
        if (question.service().isPresent() && !candidates.isEmpty()) {
            int wanted = Sketches.ofService(question.service().get());
            keep(candidates, sketch(Kind.SERVICE, chunk), wanted, wanted);
        }
        int shortest = filter.shortest(chunk);
        if (shortest > 0 && !candidates.isEmpty()) {
            keep(candidates, sketch(Kind.DURATION, chunk), shortest, 0xff);
        }
        return candidates;
    }

    /** Empty when it is lost, which leaves all rows candidates. */
    private byte[] sketch(Kind kind, ChunkEntry chunk) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT sketch FROM connection_sketch WHERE id = ?")) {
            new Binder(statement).number(kind.id(chunk.number()));
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? result.getBytes(1) : new byte[0];
            }
        }
    }

    private static void keep(BitSet candidates, byte[] sketch, int least, int most) {
        for (int i = candidates.nextSetBit(0); i >= 0 && i < sketch.length; i = candidates.nextSetBit(i + 1)) {
            int value = sketch[i] & 0xff;
            if (value < least || value > most) {
                candidates.clear(i);
            }
        }
    }

    private static void keepPairs(BitSet candidates, byte[] sketch, int wanted) {
        byte high = (byte) (wanted >> 8);
        byte low = (byte) wanted;
        int rows = sketch.length / 2;
        for (int i = candidates.nextSetBit(0); i >= 0 && i < rows; i = candidates.nextSetBit(i + 1)) {
            if (sketch[2 * i] != high || sketch[2 * i + 1] != low) {
                candidates.clear(i);
            }
        }
    }
}
