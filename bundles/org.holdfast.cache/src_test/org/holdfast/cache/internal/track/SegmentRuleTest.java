package org.holdfast.cache.internal.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Random;
import org.holdfast.cache.TcpTalk;
import org.holdfast.model.tcp.Direction;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Verdict.Reason;
import org.junit.jupiter.api.Test;

/** Windows are 65535 bytes here, and unscaled. */
class SegmentRuleTest {

    private static final int MIB = 1 << 20;
    private static final String MD5 = "1312 000102030405060708090a0b0c0d0e0f 0101";
    private static final String STAMPS = "0101080a %08x 00000000";

    private final TrackedTalk tracked = new TrackedTalk();
    private final TcpTalk talk = new TcpTalk(tracked);

    @Test
    void takesNoBytesFromFarOutsideTheWindow() {
        talk.handshake().in("GET /").out("OK").inAck().outAck();
        forge(talk.inbound().seq(talk.remoteNext() + 768 * MIB).ack(12345).data("x"));
        forge(talk.inbound().seq(talk.remoteNext() + 1280 * MIB).ack(99_999_999).data("y"));
        forge(talk.inbound().seq(talk.remoteNext() + 100_000).data("z"));
        forge(talk.outbound().seq(talk.serviceNext() - 100_000).data("z"));
        goesOn("GET /", "OK");
    }

    @Test
    void believesNoFinFromOutsideTheWindow() {
        talk.handshake().in("GET /").out("OK").inAck().outAck();
        forge(talk.outbound().seq(talk.serviceNext() + 400_000_000).ack(7).flags(0x11));
        assertEquals(TcpState.ESTABLISHED, tracked.state());
        goesOn("GET /", "OK");
        talk.outFin().inAck();
        assertEquals(TcpState.FIN_WAIT_2, tracked.state());
        talk.inFin().outAck();
        assertEquals(TcpState.TIME_WAIT, tracked.state());
    }

    @Test
    void believesNoResetBehindForgedBytes() {
        talk.handshake().in("GET /").out("OK").inAck().outAck();
        for (int i = 0; i < 2; i++) {
            forge(talk.inbound().seq(talk.remoteNext() + 500_000_000).data("x"));
            forge(talk.inbound().seq(talk.remoteNext() + 300_000_000).flags(0x04));
            forge(talk.inbound().seq(talk.remoteNext() + 500_000_001).flags(0x04));
        }
        assertEquals(TcpState.ESTABLISHED, tracked.state());
        goesOn("GET /", "OK");
    }

    @Test
    void takesNoTimestampsOrOptionsFromOutsideTheWindow() {
        talk.options("0101080a0000006400000000", "0101080a0000009600000000").handshake();
        forge(talk.inbound()
                .seq(talk.remoteNext() + 1_000_000_000)
                .ack(1)
                .options(STAMPS.formatted(0x7fff_fff0))
                .data("x"));
        forge(talk.outbound()
                .seq(talk.serviceNext() + 500_000_000)
                .ack(1)
                .options(MD5)
                .data("x"));
        talk.inbound().options(STAMPS.formatted(201)).data("GET /").send();
        assertEquals(201, tracked.block().remoteTimestamp());
        goesOn("GET /", "");
    }

    @Test
    void takesNothingFromSomebodyWhoGuessesNumbers() {
        Random random = new Random(5);
        talk.handshake();
        StringBuilder said = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            boolean inbound = random.nextBoolean();
            forge((inbound ? talk.inbound() : talk.outbound())
                    .seq(random.nextInt())
                    .ack(random.nextInt())
                    .flags(random.nextInt(64) & ~0x02)
                    .options(random.nextInt(4) == 0 ? MD5 : "")
                    .data("forged"));
            talk.in("" + i).outAck();
            said.append(i);
        }
        goesOn(said.toString(), "");
    }

    @Test
    void findsTheStreamAgainBehindManyMissedBytes() {
        talk.handshake().in("GET /").outAck();
        for (int i = 0; i < 20; i++) {
            talk.outbound().data(new byte[60_000]).lose();
        }
        talk.out("one").out("two").out("three").inAck();
        assertEquals(5001 + 1_200_011, tracked.block().sndUna());
        assertEquals(
                "bytes 0 to 1200010 outbound were acknowledged but never captured (sequence number 5001)",
                tracked.verdictAt(talk.now() + 1_000_000_000L).detail());
    }

    @Test
    void findsBothStreamsAgainWhenTheOtherEndAgrees() {
        talk.handshake().in("GET /").outAck();
        for (int i = 0; i < 20; i++) {
            talk.outbound().data(new byte[60_000]).lose();
            talk.inbound().data(new byte[60_000]).lose();
        }
        talk.in("question").out("answer").inAck().outAck();
        assertEquals(5001 + 1_200_006, tracked.block().sndUna());
        assertEquals(1001 + 1_200_013, tracked.block().rcvAcked());
        assertEquals(Reason.GAP, tracked.verdictAt(talk.now() + 1_000_000_000L).reason());
    }

    @Test
    void believesTheFinThatTheStreamReachesRatherThanAnEarlierOne() {
        talk.handshake().in("GET /").outAck();
        forge(talk.inbound().seq(talk.remoteNext() + 6).flags(0x11));
        talk.in(" HTTP/1.1").inFin().outAck();
        assertEquals(TcpState.CLOSE_WAIT, tracked.state());
        assertEquals("GET / HTTP/1.1", tracked.inboundText());
        assertTrue(tracked.block().isComplete());
    }

    /** What was said so far, and more of it, is all there is. */
    private void goesOn(String inbound, String outbound) {
        talk.in("more").outAck().out("more").inAck().later(3000).outAck().inAck();
        assertEquals(inbound + "more", tracked.inboundText());
        assertEquals(outbound + "more", tracked.outboundText());
        assertEquals("SURVIVES", tracked.verdict().reason() + tracked.verdict().detail());
        tracked.connection().view(Direction.INBOUND).forEachGap((from, to) -> {
            throw new AssertionError("gap " + from + " to " + to);
        });
    }

    private void forge(TcpTalk.Seg segment) {
        byte[] frame = segment.bytes();
        tracked.frame(talk.now(), 1, ByteBuffer.wrap(frame), frame.length);
    }
}
