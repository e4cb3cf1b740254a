package org.holdfast.lab.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StreamCheckTest {

    private static final String HANDSHAKE = """
            100.000000 IP 10.77.0.10.40000 > 10.77.0.100.80: Flags [S], seq 900, win 64240, length 0
            100.000100 IP 10.77.0.100.80 > 10.77.0.10.40000: Flags [S.], seq 4294967290, ack 901, win 65160, length 0
            """;

    private static StreamCheck check(String text) {
        StreamCheck check = new StreamCheck("10.77.0.100");
        text.lines().forEach(check::line);
        return check;
    }

    @Test
    void followsTheStreamAcrossTheSequenceWrap() {
        StreamCheck check = check(HANDSHAKE + """
                100.1 IP 10.77.0.100.80 > 10.77.0.10.40000: Flags [.], seq 4294967291:4, ack 901, win 509, length 9
                100.2 IP 10.77.0.100.80 > 10.77.0.10.40000: Flags [P.], seq 4:104, ack 901, win 509, length 100
                100.2 IP 10.77.0.10.40000 > 10.77.0.100.80: Flags [.], ack 104, win 500, length 0
                """);

        assertEquals(109, check.streamBytes());
        assertEquals(0, check.repeatedBytes());
        assertTrue(check.isWhole(), check.toString());
    }

    @Test
    void seesAReset() {
        StreamCheck check = check(HANDSHAKE + """
                100.1 IP 10.77.0.100.80 > 10.77.0.10.40000: Flags [.], seq 4294967291:4294967295, ack 901, length 4
                100.2 IP 10.77.0.100.80 > 10.77.0.10.40000: Flags [R.], seq 4294967295, ack 901, win 0, length 0
                """);

        assertEquals(1, check.resets());
        assertFalse(check.isWhole());
    }

    @Test
    void seesAHole() {
        StreamCheck check = check(HANDSHAKE + """
                100.1 IP 10.77.0.100.80 > 10.77.0.10.40000: Flags [.], seq 4294967291:4294967295, ack 901, length 4
                100.2 IP 10.77.0.100.80 > 10.77.0.10.40000: Flags [.], seq 1:11, ack 901, length 10
                """);

        assertTrue(check.hasHole());
        assertFalse(check.isWhole());
    }

    @Test
    void putsInOrderWhatTheNetworkReordered() {
        StreamCheck check = check(HANDSHAKE + """
                100.1 IP 10.77.0.100.80 > 10.77.0.10.40000: Flags [.], seq 4294967291:4294967295, ack 901, length 4
                100.2 IP 10.77.0.100.80 > 10.77.0.10.40000: Flags [.], seq 9:19, ack 901, length 10
                100.3 IP 10.77.0.100.80 > 10.77.0.10.40000: Flags [.], seq 4294967295:9, ack 901, length 10
                """);

        assertEquals(24, check.streamBytes());
        assertEquals(1, check.reorderedPackets());
        assertTrue(check.isWhole(), check.toString());
    }

    @Test
    void countsRepeatedBytesAndTheLongestWaitForNewOnes() {
        StreamCheck check = check(HANDSHAKE + """
                100.1 IP 10.77.0.100.80 > 10.77.0.10.40000: Flags [.], seq 4294967291:5, ack 901, length 10
                100.5 IP 10.77.0.100.80 > 10.77.0.10.40000: Flags [.], seq 4294967291:5, ack 901, length 10
                100.8 IP 10.77.0.100.80 > 10.77.0.10.40000: Flags [.], seq 5:15, ack 901, length 10
                """);

        assertEquals(10, check.repeatedBytes());
        assertEquals(20, check.streamBytes());
        assertEquals(Duration.ofMillis(700), check.stall());
    }

    @Test
    void looksAtTheLongestConnectionAndCountsTheResetsOfAll() {
        String two = HANDSHAKE + """
                100.1 IP 10.77.0.100.80 > 10.77.0.10.40000: Flags [.], seq 4294967291:5, ack 901, length 10
                100.2 IP 10.77.0.100.80 > 10.77.0.10.40001: Flags [S.], seq 100, ack 7, length 0
                100.3 IP 10.77.0.100.80 > 10.77.0.10.40001: Flags [.], seq 101:104, ack 7, length 3
                100.4 IP 10.77.0.10.40001 > 10.77.0.100.80: Flags [R], seq 7, win 0, length 0
                """;

        StreamCheck check = StreamCheck.ofLongest(two.lines(), "10.77.0.100");

        assertEquals(10, check.streamBytes());
        assertFalse(check.hasHole());
        assertEquals(1, check.resets());
    }

    @Test
    void nothingSeenIsNotWhole() {
        assertFalse(check("tcpdump: listening on eth0\n").isWhole());
    }
}
