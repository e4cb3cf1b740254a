package org.holdfast.cache.internal.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.holdfast.cache.TcpTalk;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.Direction;
import org.holdfast.model.tcp.TcpOptions;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Traffic;
import org.junit.jupiter.api.Test;

class ConnectionTest {

    /** MSS 1460, SACK, timestamps 100, window scale 7. */
    private static final String REMOTE_OPTIONS = "020405b4 0402 080a00000064 00000000 01 030307";
    /** MSS 1400, SACK, timestamps 900 echoing 100, window scale 5. */
    private static final String SERVICE_OPTIONS = "02040578 0402 080a00000384 00000064 01 030305";

    private final TrackedTalk tracked = new TrackedTalk();
    private final TcpTalk talk = new TcpTalk(tracked);

    @Test
    void learnsNumbersOptionsAndWindowsFromTheHandshake() {
        talk.options(REMOTE_OPTIONS, SERVICE_OPTIONS);
        talk.inbound().flags(2).window(64240).options(REMOTE_OPTIONS).send();
        talk.outbound().flags(0x12).window(65160).options(SERVICE_OPTIONS).send();
        talk.inbound().window(502).options("0101080a 00000070 00000384").send();
        ControlBlock s = tracked.block();
        assertEquals(TcpState.ESTABLISHED, s.state());
        assertEquals(5000, s.iss());
        assertEquals(1000, s.irs());
        assertEquals(5001, s.sndUna());
        assertEquals(5001, s.sndNxt());
        assertEquals(502 << 7, s.sndWnd(), "scaled by what the remote host announced");
        assertEquals(1001, s.rcvNxt());
        assertEquals(1001, s.rcvAcked());
        assertEquals(65160, s.rcvWnd(), "the window of a SYN-ACK isn't scaled");
        assertEquals(new TcpOptions(1460, true, 7, 5, true, true), s.options());
        assertEquals(900, s.timestampValue());
        assertEquals(Instant.ofEpochSecond(1_700_000_000L, TcpTalk.MILLISECOND), s.timestampAt());
        assertEquals(0x70, s.remoteTimestamp());
        assertTrue(tracked.verdict().survives());
    }

    @Test
    void believesTheTimestampAfterMoreThanHalfARoundOfItsClock() {
        talk.options(REMOTE_OPTIONS, SERVICE_OPTIONS).handshake();
        int days26 = (int) (26L * 86_400_000);
        talk.inbound().options("0101080a 00000070 00000384").send();
        talk.inbound().options("0101080a 0000006f 00000384").send();
        assertEquals(0x70, tracked.block().remoteTimestamp(), "overtaken");
        talk.later(26L * 86_400_000);
        talk.inbound()
                .options("0101080a %08x 00000384".formatted(0x70 + days26))
                .send();
        assertEquals(0x70 + days26, tracked.block().remoteTimestamp());
    }

    @Test
    void scalesNoWindowUnlessBothSidesAgreed() {
        talk.options("020405b4 01 030307", "02040578").handshake();
        talk.inbound().window(1000).data("GET").send();
        talk.outbound().window(2000).send();
        ControlBlock s = tracked.block();
        assertEquals(1000, s.sndWnd());
        assertEquals(2000, s.rcvWnd());
        assertEquals(new TcpOptions(1460, false, 0, 0, false, false), s.options());
    }

    @Test
    void assumesTheDefaultSegmentSizeWhenNoneIsNamed() {
        talk.handshake();
        assertEquals(536, tracked.block().options().mss());
    }

    @Test
    void followsDataAndAcknowledgmentsBothWays() {
        talk.handshake()
                .in("GET / HTTP/1.1\r\n\r\n")
                .outAck()
                .out("HTTP/1.1 200 OK\r\n")
                .out("\r\nbody");
        talk.inbound().ack(5001 + 17).send();
        ControlBlock s = tracked.block();
        assertEquals(1001 + 18, s.rcvNxt());
        assertEquals(1001 + 18, s.rcvAcked());
        assertEquals(5001 + 17, s.sndUna());
        assertEquals(5001 + 23, s.sndNxt());
        assertEquals(6, s.unacknowledgedBytes());
        assertEquals("GET / HTTP/1.1\r\n\r\n", tracked.inboundText());
        assertEquals("HTTP/1.1 200 OK\r\n\r\nbody", tracked.outboundText());
        assertEquals(new Traffic(4, 23, 0, 23, 17), tracked.connection().traffic(Direction.OUTBOUND));
    }

    @Test
    void survivesSequenceWrapInBothDirections() {
        talk.numbers(0xffff_fff0, 0xffff_fffc).handshake();
        talk.in("0123456789abcdefXYZ").out("pong-pong").inAck().outAck();
        ControlBlock s = tracked.block();
        assertEquals(4, s.rcvNxt());
        assertEquals(6, s.sndNxt());
        assertEquals(6, s.sndUna());
        assertEquals("0123456789abcdefXYZ", tracked.inboundText());
        assertTrue(s.isComplete());
        assertTrue(tracked.verdict().survives());
    }

    @Test
    void countsBeyondFourGibibytes() {
        TrackedTalk.Feeder feeder = new TrackedTalk.Feeder();
        new TcpTalk(feeder).numbers(1000, 0xf000_0000).handshake();
        int size = 65_000;
        byte[] frame = new TcpTalk(feeder).outbound().data(new byte[size]).bytes();
        byte[] ack = new TcpTalk(feeder).inbound().bytes();
        long bytes = 0;
        while (bytes < (1L << 32) + (1L << 30)) {
            feeder.again(frame, 0xf000_0001 + (int) bytes, 1001);
            bytes += size;
            feeder.again(ack, 1001, 0xf000_0001 + (int) bytes);
        }
        Connection connection = feeder.connection();
        assertEquals(bytes, connection.contiguous(Direction.OUTBOUND));
        assertEquals(bytes, connection.traffic(Direction.OUTBOUND).acknowledgedBytes());
        assertEquals(0, connection.traffic(Direction.OUTBOUND).retransmittedBytes());
        assertEquals(0xf000_0001 + (int) bytes, ControlBlocks.of(connection).sndNxt());
    }

    @Test
    void putsSegmentsInOrderAndCountsThem() {
        talk.handshake();
        talk.inbound().seq(1006).data("world").send();
        assertEquals("", tracked.inboundText());
        assertEquals(1001, tracked.block().rcvNxt());
        talk.inbound().seq(1001).data("hello").send();
        assertEquals("helloworld", tracked.inboundText());
        assertEquals(1011, tracked.block().rcvNxt());
        assertEquals(1, tracked.connection().counts(Direction.INBOUND).outOfOrderSegments());
        assertEquals(0, tracked.connection().traffic(Direction.INBOUND).retransmittedBytes());
    }

    @Test
    void countsRetransmissionsAndKeepsTheFirstCopy() {
        talk.handshake().out("first copy");
        talk.outbound().seq(5001).data("FIRST copy and more").send();
        assertEquals("first copy and more", tracked.outboundText());
        assertEquals(10, tracked.connection().traffic(Direction.OUTBOUND).retransmittedBytes());
        assertEquals(1, tracked.connection().counts(Direction.OUTBOUND).retransmittedSegments());
        assertEquals(5, tracked.connection().counts(Direction.OUTBOUND).conflictingBytes());
        assertTrue(tracked.verdict().survives());
        assertEquals(
                "5 bytes were sent twice with different content; the first copy is kept",
                tracked.verdict().detail());
    }

    @Test
    void passesThroughTheStatesWhenTheRemoteHostClosesFirst() {
        talk.syn();
        assertEquals(TcpState.SYN_RECEIVED, tracked.state());
        talk.synAck();
        assertEquals(TcpState.SYN_RECEIVED, tracked.state());
        talk.inAck();
        assertEquals(TcpState.ESTABLISHED, tracked.state());
        talk.in("bye").inFin();
        assertEquals(TcpState.CLOSE_WAIT, tracked.state());
        assertEquals(1005, tracked.block().rcvNxt());
        assertTrue(tracked.block().remoteFin());
        talk.outAck().out("last words");
        assertEquals(TcpState.CLOSE_WAIT, tracked.state());
        talk.outFin();
        assertEquals(TcpState.LAST_ACK, tracked.state());
        assertEquals(10, tracked.block().unacknowledgedBytes());
        talk.inAck();
        assertEquals(TcpState.CLOSED, tracked.state());
    }

    @Test
    void passesThroughTheStatesWhenTheServiceClosesFirst() {
        talk.handshake().out("done").outFin();
        assertEquals(TcpState.FIN_WAIT_1, tracked.state());
        assertTrue(tracked.block().serviceFin());
        assertEquals(5006, tracked.block().sndNxt());
        talk.inAck();
        assertEquals(TcpState.FIN_WAIT_2, tracked.state());
        talk.in("still talking").outAck();
        assertEquals(TcpState.FIN_WAIT_2, tracked.state());
        talk.inFin().outAck();
        assertEquals(TcpState.TIME_WAIT, tracked.state());
    }

    @Test
    void recognisesASimultaneousClose() {
        talk.handshake();
        talk.inFin();
        // Sent before the remote host's FIN arrived: it doesn't acknowledge it.
        talk.outbound().flags(0x11).ack(1001).send();
        assertEquals(TcpState.CLOSING, tracked.state());
        talk.inAck();
        assertEquals(TcpState.TIME_WAIT, tracked.state());
    }

    @Test
    void waitsForWhatIsBeforeAFin() {
        talk.handshake();
        talk.inbound().seq(1006).flags(0x11).send();
        assertEquals(TcpState.ESTABLISHED, tracked.state());
        assertFalse(tracked.block().remoteFin());
        talk.inbound().seq(1001).data("hello").send();
        assertEquals(TcpState.CLOSE_WAIT, tracked.state());
        assertEquals(1007, tracked.block().rcvNxt());
    }

    @Test
    void recognisesASimultaneousOpen() {
        talk.outbound().flags(0x02).send();
        assertEquals(TcpState.SYN_SENT, tracked.state());
        talk.inbound().flags(0x02).send();
        assertEquals(TcpState.SYN_RECEIVED, tracked.state());
        talk.inbound().seq(1000).flags(0x12).ack(5001).send();
        talk.outbound().seq(5000).flags(0x12).ack(1001).send();
        assertEquals(TcpState.ESTABLISHED, tracked.state());
        assertEquals(5001, tracked.block().sndUna());
        assertTrue(tracked.verdict().survives());
    }

    @Test
    void believesAResetOnlyWithTheNumberThatIsAwaited() {
        talk.handshake().in("hello").outAck();
        talk.inbound().flags(0x04).seq(1006 + 1000).send();
        assertEquals(TcpState.ESTABLISHED, tracked.state(), "in the window, but not exact: RFC 5961 challenges it");
        talk.inbound().flags(0x04).seq(1006 + 70_000_000).send();
        assertEquals(TcpState.ESTABLISHED, tracked.state(), "outside of the window");
        talk.inbound().flags(0x04).seq(1001).send();
        assertEquals(TcpState.ESTABLISHED, tracked.state(), "before the last acknowledgment");
        talk.inbound().flags(0x04).seq(1006).send();
        assertEquals(TcpState.CLOSED, tracked.state());
    }

    @Test
    void believesTheResetThatAnswersASyn() {
        talk.syn();
        talk.outbound().flags(0x14).seq(0).ack(77).send();
        assertEquals(TcpState.SYN_RECEIVED, tracked.state());
        talk.outbound().flags(0x14).seq(0).ack(1001).send();
        assertEquals(TcpState.CLOSED, tracked.state());
    }

    @Test
    void ignoresAnOldAcknowledgmentAndItsWindow() {
        talk.handshake().out("0123456789");
        talk.inbound().ack(5011).window(3000).send();
        talk.inbound().ack(5006).window(9999).send();
        assertEquals(5011, tracked.block().sndUna());
        assertEquals(3000, tracked.block().sndWnd());
    }

    @Test
    void doesNotBelieveAFarAcknowledgmentAlone() {
        talk.handshake().out("0123456789");
        talk.inbound().ack(5011 + 1_000_000).send();
        assertEquals(5001, tracked.block().sndUna());
        talk.inbound().ack(5011 + 1_000_000).send();
        assertEquals(1_005_011, tracked.block().sndUna(), "a second one confirms that a million bytes were missed");
    }

    @Test
    void tellsProbesFromData() {
        talk.handshake().out("data").inAck();
        talk.outbound().seq(5004).send();
        assertEquals(1, tracked.connection().counts(Direction.OUTBOUND).keepAlives());
        talk.outbound().seq(5004).data("\0").send();
        assertEquals(2, tracked.connection().counts(Direction.OUTBOUND).keepAlives());
        talk.inbound().window(0).send();
        talk.outbound().seq(5004).send();
        talk.outbound().seq(5005).data("X").send();
        assertEquals(2, tracked.connection().counts(Direction.OUTBOUND).zeroWindowProbes());
        assertEquals(0, tracked.connection().counts(Direction.OUTBOUND).conflictingBytes());
        assertEquals("dataX", tracked.outboundText());
    }

    @Test
    void measuresTheRoundTripButNotOverRetransmissions() {
        talk.syn().synAck();
        talk.later(19).inAck();
        assertEquals(20_000, tracked.connection().rttMicros());
        talk.out("a").later(200);
        talk.outbound().seq(5001).data("a").send();
        talk.inAck();
        assertEquals(20_000, tracked.connection().rttMicros(), "the acknowledgment could be for either copy");
        talk.out("b").later(27).inAck();
        assertEquals(21_000, tracked.connection().rttMicros(), "20 + (28 - 20) / 8");
    }

    @Test
    void keepsTheNewestTimestampWhenSegmentsOvertakeEachOther() {
        talk.options(REMOTE_OPTIONS, SERVICE_OPTIONS).handshake();
        talk.outbound()
                .options("0101080a 00000400 00000064")
                .data("b")
                .seq(5002)
                .send();
        talk.outbound()
                .options("0101080a 000003f0 00000064")
                .data("a")
                .seq(5001)
                .send();
        assertEquals(0x400, tracked.block().timestampValue());
    }
}
