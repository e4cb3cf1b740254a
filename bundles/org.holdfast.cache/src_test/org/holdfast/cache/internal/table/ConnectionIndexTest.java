package org.holdfast.cache.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.holdfast.cache.TcpTalk;
import org.holdfast.cache.internal.decode.FrameDecoder;
import org.holdfast.cache.internal.decode.Segment;
import org.holdfast.cache.internal.track.Connection;
import org.junit.jupiter.api.Test;

class ConnectionIndexTest {

    private final ConnectionIndex index = new ConnectionIndex();

    @Test
    void listsInOrderWhatWasntRemoved() {
        List<Connection> made = new ArrayList<>();
        for (long id = 1; id <= 1000; id++) {
            made.add(connection(id));
            index.add(made.getLast());
        }
        for (Connection connection : made) {
            if (connection.id() % 3 != 0) {
                connection.setRemoved();
                index.remove(connection);
            }
        }
        assertEquals(333, index.size());
        assertNull(index.find(5));
        assertSame(made.get(8), index.find(9));
        assertNull(index.find(1001));
        List<Long> listed = new ArrayList<>();
        index.forEach(c -> listed.add(c.id()));
        assertEquals(LongStream.rangeClosed(1, 333).map(i -> 3 * i).boxed().toList(), listed);
    }

    @Test
    void goesOnWhereASliceEnded() {
        for (long id = 1; id <= 10; id++) {
            index.add(connection(id));
        }
        List<Long> listed = new ArrayList<>();
        assertTrue(index.forSome(0, 4, c -> listed.add(c.id())));
        Connection last = index.find(4);
        last.setRemoved();
        index.remove(last);
        assertTrue(index.forSome(4, 4, c -> listed.add(c.id())));
        assertFalse(index.forSome(8, 4, c -> listed.add(c.id())));
        assertEquals(LongStream.rangeClosed(1, 10).boxed().toList(), listed);
    }

    private static Connection connection(long id) {
        Segment segment = new Segment();
        byte[] frame = new TcpTalk((t, l, f, o) -> {}).inbound().bytes();
        new FrameDecoder().decode(0, 1, ByteBuffer.wrap(frame), frame.length, segment);
        return new Connection(id, segment, false, "", 0);
    }
}
