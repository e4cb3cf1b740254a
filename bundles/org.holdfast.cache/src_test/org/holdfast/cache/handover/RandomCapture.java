package org.holdfast.cache.handover;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.EnumSet;
import java.util.Random;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Verdict;

/** Lets anything happen to some connections, and knows what a standby should have in the end. */
final class RandomCapture {

    private final FakeSource source;
    private final Random random;
    private final int connections;

    RandomCapture(FakeSource source, Random random, int connections) {
        this.source = source;
        this.random = random;
        this.connections = connections;
    }

    /** One change of one connection. */
    void something() {
        long id = 1 + random.nextInt(connections);
        FakeSource.Connection known = source.connection(id);
        if (known != null && known.over) {
            return;
        }
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 ->
                source.change(id, c -> {
                    if (!c.inboundFin && !c.reset) {
                        c.inbound.writeBytes(bytes(random.nextInt(10) == 0 ? 40_000 : 600));
                    }
                });
            case 4, 5 ->
                source.change(id, c -> {
                    if (!c.outboundFin && !c.reset) {
                        c.outbound.writeBytes(bytes(random.nextInt(10) == 0 ? 150_000 : 600));
                    }
                });
            case 6 -> source.change(id, c -> c.inboundFin |= random.nextInt(8) == 0);
            case 7 -> source.change(id, c -> c.outboundFin |= random.nextInt(8) == 0);
            case 8 -> source.change(id, c -> c.reset |= random.nextInt(20) == 0);
            case 9 -> source.change(id, c -> c.verdict = verdict());
            case 10 -> source.change(id, c -> c.over = random.nextInt(20) == 0);
            default -> source.change(id, c -> c.state = TcpState.ESTABLISHED);
        }
    }

    void assertTold(RecordingSink sink) {
        for (FakeSource.Connection c : source.all()) {
            if (c.over && c.inbound.size() + c.outbound.size() == 0 && sink.connection(c.id) == null) {
                continue;
            }
            String name = "connection " + c.id;
            RecordingSink.Connection told = sink.connection(c.id);
            assertNotNull(told, name);
            assertArrayEquals(c.inbound.toByteArray(), told.bytes(), name);
            assertEquals(c.controlBlock(), told.state, name);
            assertEquals(c.verdict, told.verdict, name);
            assertEquals(c.over, told.over, name);
            EnumSet<StreamEnd> ends = EnumSet.noneOf(StreamEnd.class);
            if (c.inboundFin) {
                ends.add(StreamEnd.INBOUND_FIN);
            }
            if (c.outboundFin) {
                ends.add(StreamEnd.OUTBOUND_FIN);
            }
            if (c.reset) {
                ends.add(StreamEnd.RESET);
            }
            assertEquals(ends, told.ends, name);
            if (c.outbound.size() > 0) {
                OutboundDigests all = FakeSource.digests(c.outbound.toByteArray(), 0);
                assertArrayEquals(
                        all.blocks(),
                        told.blocks.stream().mapToInt(Integer::intValue).toArray(),
                        name);
                assertEquals(all.bytes(), told.digests.bytes(), name);
                assertEquals(all.rest(), told.digests.rest(), name);
            }
        }
    }

    private Verdict verdict() {
        Verdict.Reason[] reasons = {Verdict.Reason.SURVIVES, Verdict.Reason.GAP, Verdict.Reason.OPAQUE};
        return new Verdict(
                reasons[random.nextInt(reasons.length)], random.nextBoolean() ? "" : "since " + random.nextInt());
    }

    private byte[] bytes(int most) {
        byte[] bytes = new byte[1 + random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }
}
