package org.holdfast.cache.internal.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.holdfast.cache.StreamCounts;
import org.holdfast.cache.TcpTalk;
import org.holdfast.model.tcp.Direction;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Verdict.Reason;
import org.junit.jupiter.api.Test;

class VerdictRuleTest {

    private static final long SECOND = 1000 * TcpTalk.MILLISECOND;

    private final TrackedTalk tracked = new TrackedTalk();
    private final TcpTalk talk = new TcpTalk(tracked);

    @Test
    void isHalfOpenUntilTheHandshakeIsComplete() {
        talk.syn();
        assertEquals(Reason.HALF_OPEN, tracked.verdict().reason());
        talk.synAck();
        assertEquals(Reason.HALF_OPEN, tracked.verdict().reason());
        talk.inAck();
        assertEquals(Reason.SURVIVES, tracked.verdict().reason());
    }

    @Test
    void isSeenLateWithoutTheHandshake() {
        talk.in("middle").out("answer");
        assertEquals(Reason.SEEN_LATE, tracked.verdict().reason());
        assertEquals(TcpState.ESTABLISHED, tracked.state());
        assertEquals("middle", tracked.inboundText());
        assertEquals("answer", tracked.outboundText());
        assertEquals(1006, tracked.block().rcvNxt());
        assertEquals(5006, tracked.block().sndNxt());
    }

    @Test
    void isSeenLateWhenOnlyTheAnswerToTheSynIsMissing() {
        talk.syn();
        talk.outbound().flags(0x12).lose();
        talk.inAck().in("GET");
        assertEquals(Reason.SEEN_LATE, tracked.verdict().reason());
        assertEquals("the service's SYN wasn't captured", tracked.verdict().detail());
    }

    @Test
    void isSeenLateWhenTheCaptureCutTheOptionsOfASyn() {
        String options = "020405b4 0402 080a 00000001 00000000 01 03030a";
        TcpTalk.Seg syn = talk.inbound().flags(0x02).options(options);
        byte[] frame = syn.bytes();
        // As with a snapshot length of 68: MSS and SACK-permitted are there, the timestamps in part.
        tracked.frame(talk.now(), 1, ByteBuffer.wrap(frame, 0, 68), frame.length);
        syn.lose();
        talk.options("", options).synAck().inAck().in("GET");
        assertEquals(Reason.SEEN_LATE, tracked.verdict().reason());
        assertTrue(
                tracked.verdict().detail().contains("cut the options"),
                tracked.verdict().detail());
        assertEquals("GET", tracked.inboundText());
        assertEquals(1460, tracked.connection().view(Direction.INBOUND).mss());
        assertTrue(tracked.connection().view(Direction.INBOUND).optionsCut());
        assertFalse(tracked.connection().view(Direction.OUTBOUND).optionsCut());
    }

    @Test
    void judgesACopyThatDiffersByItsChecksum() {
        talk.handshake().in("GET /");
        talk.inbound().seq(1001).data("GEt ?").damaged().send();
        assertEquals(
                "2 bytes came again with a wrong checksum; the first copy is kept",
                tracked.verdict().detail());
        talk.inbound().seq(1001).data("PUT /").send();
        assertEquals(
                new StreamCounts(2, 0, 0, 0, 0, 0, 0, 2, 2),
                tracked.connection().counts(Direction.INBOUND));
        assertEquals("GET /", tracked.inboundText());
        assertTrue(tracked.verdict().survives());
    }

    @Test
    void prefersTheEarlyCopyWhoseChecksumIsRight() {
        talk.handshake();
        talk.inbound().seq(1006).data("EVIL!").damaged().send();
        talk.inbound().seq(1006).data("right").send();
        talk.inbound().seq(1001).data("first").send();
        assertEquals("firstright", tracked.inboundText());
        talk.inbound().seq(1021).data("evil").damaged().send();
        talk.inbound().seq(1011).data("fill, ").send();
        talk.inbound().seq(1017).data("and good").send();
        assertEquals("firstrightfill, and good", tracked.inboundText());
        talk.inbound().seq(1030).data("good").send();
        talk.inbound().seq(1030).data("evil").damaged().send();
        talk.inbound().seq(1025).data("five.").send();
        assertEquals("firstrightfill, and goodfive.good", tracked.inboundText());
        assertTrue(tracked.verdict().survives());
    }

    @Test
    void findsAGapOnceTheMissingBytesWereAcknowledged() {
        talk.handshake();
        talk.outbound().data("never captured").lose();
        talk.out("captured");
        assertTrue(tracked.verdict().survives(), "nobody acknowledged it: it may come again");
        talk.inAck();
        assertTrue(tracked.verdict().survives(), "the data may still be on its way through the mirror");
        assertFalse(tracked.block().isComplete(), "but it isn't complete meanwhile");
        assertEquals(Reason.GAP, tracked.verdictAt(talk.now() + SECOND).reason());
        assertEquals(
                "bytes 0 to 13 outbound were acknowledged but never captured (sequence number 5001)",
                tracked.verdictAt(talk.now() + SECOND).detail());
    }

    @Test
    void decidesAGapByPacketsWithoutWaiting() {
        talk.stepNanos(1000).handshake();
        talk.inbound().data("lost").lose();
        talk.outAck();
        for (int i = 0; i < 7; i++) {
            talk.outAck();
        }
        assertTrue(tracked.verdict().survives());
        talk.outAck();
        assertEquals(Reason.GAP, tracked.verdict().reason());
    }

    @Test
    void forgivesAnAcknowledgmentThatOvertakesItsData() {
        talk.handshake();
        talk.inbound().ack(5006).send();
        talk.outbound().seq(5001).data("hello").send();
        assertEquals(Reason.SURVIVES, tracked.verdictAt(talk.now() + SECOND).reason());
        assertEquals("", tracked.verdict().detail());
    }

    @Test
    void doesNotTakeAMirrorThatAlwaysShowsAcknowledgmentsFirstForAGap() {
        talk.handshake();
        talk.inbound().ack(5006).send();
        for (int i = 0; i < 50; i++) {
            talk.inbound().ack(5011 + 5 * i).send();
            talk.outbound().seq(5001 + 5 * i).data("hello").send();
        }
        assertFalse(tracked.block().isComplete(), "the last acknowledgment is ahead too");
        assertTrue(tracked.verdict().survives());
    }

    @Test
    void saysSoWhenAGapIsFilledLate() {
        talk.handshake();
        talk.outbound().data("hello").lose();
        talk.inAck().later(500).inAck();
        assertEquals(Reason.GAP, tracked.verdict().reason());
        talk.outbound().seq(5001).data("hello").send();
        assertEquals(Reason.SURVIVES, tracked.verdict().reason());
        assertEquals("1 missing range was captured late", tracked.verdict().detail());
    }

    @Test
    void waitsASecondForBytesThatTheCaptureShowsLate() {
        talk.handshake().in("A0").outAck();
        byte[] late = talk.inbound().data("HELLO").bytes();
        talk.inbound().data("HELLO").lose();
        for (int i = 0; i < 12; i++) {
            talk.in("w" + i).outAck();
        }
        assertEquals(Reason.GAP, tracked.verdict().reason());
        tracked.frame(talk.now(), 1, ByteBuffer.wrap(late), late.length);
        assertEquals("A0HELLOw0w1w2w3w4w5w6w7w8w9w10w11", tracked.inboundText());
        assertEquals(Reason.SURVIVES, tracked.verdict().reason());
    }

    @Test
    void remembersThatContentWasGivenUp() {
        talk.handshake().in("A0").outAck();
        byte[] late = talk.inbound().data("HELLO").bytes();
        talk.inbound().data("HELLO").lose();
        talk.in("w").outAck().later(1100).in("x").outAck();
        tracked.frame(talk.now(), 1, ByteBuffer.wrap(late), late.length);
        talk.in("!").outAck();
        assertEquals(10, tracked.block().rcvNxt() - 1001);
        assertEquals("A0", tracked.inboundText());
        assertEquals(Reason.GAP, tracked.verdict().reason());
        assertEquals(
                "the bytes from 2 on inbound were captured so late that they had been given up",
                tracked.verdict().detail());
    }

    @Test
    void takesBytesThatTheCaptureCutOffForMissing() {
        talk.handshake();
        talk.outbound().data("0123456789").cutTo(4).send();
        assertEquals("0123", tracked.outboundText());
        assertEquals(5005, tracked.block().sndNxt());
        talk.inAck().later(500).out("next").inAck();
        assertEquals("0123", tracked.outboundText(), "what follows must not slide into the hole");
        assertEquals(Reason.GAP, tracked.verdict().reason());
        assertEquals(
                "bytes 4 to 9 outbound were acknowledged but never captured (sequence number 5005)",
                tracked.verdict().detail());
    }

    @Test
    void knowsFromSackBlocksWhatWasNeverCaptured() {
        talk.handshake().out("lost on its way");
        talk.outbound().data("never captured").lose();
        int right = talk.serviceNext();
        String block = "0101 050a %08x %08x".formatted(right - 14, right);
        talk.inbound().ack(5001).options(block).send();
        assertTrue(tracked.verdict().survives(), "the mirror may show it yet");
        assertEquals(
                "bytes 15 to 28 outbound were acknowledged selectively but never captured (sequence number 5016)",
                tracked.verdictAt(talk.now() + SECOND).detail());
        assertEquals(Reason.GAP, tracked.verdictAt(talk.now() + SECOND).reason());
        assertEquals(1, tracked.connection().counts(Direction.INBOUND).sackSegments());
        talk.outbound().seq(right - 14).data("never captured").send();
        assertTrue(tracked.verdictAt(talk.now() + SECOND).survives(), "it came again");
    }

    @Test
    void takesSackBlocksOfCapturedBytesAndOfRepeatsForNoGap() {
        talk.handshake().out("first").inAck();
        talk.outbound().data("late").lose();
        talk.out("captured");
        talk.inbound()
                .ack(5006)
                .options("0101 050a %08x %08x".formatted(5010, 5018))
                .send();
        talk.inbound()
                .ack(5006)
                .options("0101 050a %08x %08x".formatted(5001, 5006))
                .send();
        assertTrue(tracked.verdictAt(talk.now() + SECOND).survives());
        assertEquals(2, tracked.connection().counts(Direction.INBOUND).sackSegments());
    }

    @Test
    void countsCongestion() {
        talk.inbound().flags(0xc2).send().outbound().flags(0x52).send();
        talk.inbound().send();
        talk.inbound().flags(0x50).send().outbound().flags(0x90).data("less").send();
        assertEquals(
                new StreamCounts(0, 0, 0, 0, 0, 1, 0, 0, 0),
                tracked.connection().counts(Direction.INBOUND));
        assertEquals(
                new StreamCounts(0, 0, 0, 0, 0, 0, 1, 0, 0),
                tracked.connection().counts(Direction.OUTBOUND));
    }

    @Test
    void takesAByteFromItsOnlyCopyThoughItMayBeAKeepAlive() {
        talk.handshake().in("abc").outAck();
        int number = talk.remoteNext();
        talk.inbound().data("d").lose();
        talk.outAck();
        talk.inbound().seq(number).data("d").send().in("e").outAck().later(2000).outAck();
        assertEquals("abcde", tracked.inboundText());
        assertEquals(Reason.SURVIVES, tracked.verdict().reason());
        assertEquals(
                "1 byte is known only from what may have been a keep-alive",
                tracked.verdict().detail());
    }

    @Test
    void findsALostFin() {
        talk.handshake().in("bye");
        talk.inbound().flags(0x11).lose();
        talk.outAck().later(500).outAck();
        assertEquals(Reason.GAP, tracked.verdict().reason());
    }

    @Test
    void takesTlsAndSshForOpaque() {
        talk.handshake();
        talk.inbound().data(new byte[] {0x16, 3, 1, 2, 0, 1}).send();
        assertEquals(Reason.OPAQUE, tracked.verdict().reason());
    }

    @Test
    void takesAnSshBannerOfTheServiceForOpaque() {
        talk.handshake().out("SSH-2.0-OpenSSH_9.2\r\n");
        assertEquals(Reason.OPAQUE, tracked.verdict().reason());
    }

    @Test
    void refusesMultipathOnlyWhenTheServiceAgrees() {
        String multipath = "1e04 0100";
        talk.options(multipath, "").handshake().in("GET");
        assertTrue(tracked.verdict().survives(), "it was offered, but not taken");

        TrackedTalk agreed = new TrackedTalk();
        new TcpTalk(agreed).options(multipath, multipath).handshake();
        assertEquals(Reason.UNSUPPORTED_OPTION, agreed.verdict().reason());
        assertEquals("MPTCP", agreed.verdict().detail());
    }

    @Test
    void refusesSignedSegments() {
        talk.handshake();
        talk.inbound()
                .options("1312 000102030405060708090a0b0c0d0e0f")
                .data("GET")
                .send();
        assertEquals(Reason.UNSUPPORTED_OPTION, tracked.verdict().reason());
        assertEquals("MD5", tracked.verdict().detail());
    }
}
