package org.holdfast.console.internal.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;
import org.holdfast.console.internal.ui.Formats;
import org.holdfast.console.internal.ui.Icon;
import org.holdfast.node.CaptureHealth;
import org.junit.jupiter.api.Test;

class CaptureLineTest {

    @Test
    void aCaptureThatHearsSaysHowMuch() {
        assertEquals(
                new CaptureLine(
                        Icon.HEARING,
                        "hearing 41,200 packets/s · 0 dropped · memory 1 of 4 GiB · last packet 3 ms ago"),
                line(0, Duration.ofMillis(3), ""));
    }

    @Test
    void lossIsAWarning() {
        assertEquals(Icon.WARNING, line(17, Duration.ofMillis(3), "").icon());
    }

    @Test
    void soIsWhatTheInterfaceDroppedAndWhatCouldNotBeStored() {
        CaptureLine line = CaptureLine.of(
                new CaptureHealth("eth1", 9, 3, 4, 41_200, Duration.ofMillis(3), 1L << 30, 4L << 30, 5 << 20, ""),
                new Formats(Locale.US, ZoneOffset.UTC));
        assertEquals(
                new CaptureLine(
                        Icon.WARNING,
                        "hearing 41,200 packets/s · 7 dropped · memory 1 of 4 GiB, 5 MiB given up because the disk is"
                                + " too slow or full · last packet 3 ms ago"),
                line);
    }

    @Test
    void silenceIsSaidWithWhereToLook() {
        CaptureLine silent = line(0, Duration.ofSeconds(7), "");
        assertEquals(Icon.NOT_HEARING, silent.icon());
        assertTrue(silent.text().startsWith("silent: nothing heard on eth1 for 7 s. Check the mirror port."));
        assertTrue(line(0, Duration.ofMillis(-1), "").text().startsWith("silent: nothing heard on eth1 yet."));
    }

    @Test
    void aProblemComesFirst() {
        CaptureLine problem = line(0, Duration.ofMillis(3), "eth1 is down. Set it up");
        assertEquals(Icon.NOT_HEARING, problem.icon());
        assertEquals("not capturing: eth1 is down. Set it up · memory 1 of 4 GiB", problem.text());
    }

    private static CaptureLine line(long dropped, Duration silence, String problem) {
        return CaptureLine.of(
                new CaptureHealth("eth1", 9_000_000, dropped, 0, 41_200, silence, 1L << 30, 4L << 30, 0, problem),
                new Formats(Locale.US, ZoneOffset.UTC));
    }
}
