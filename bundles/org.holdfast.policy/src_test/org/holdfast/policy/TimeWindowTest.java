package org.holdfast.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.holdfast.model.ownership.DetectionProfile;
import org.holdfast.model.ownership.TimeWindow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text forms of windows and detection profiles; when a window is open stands in the golden cases. */
class TimeWindowTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mon-Fri 02:00-04:00 Europe/Berlin | Mon,Tue,Wed,Thu,Fri 02:00-04:00 Europe/Berlin
            daily 22:00-06:00 UTC             | daily 22:00-06:00 UTC
            Mon-Sun 00:00-00:00 UTC           | daily 00:00-00:00 UTC
            Sat-Mon 02:00-04:00 UTC           | Mon,Sat,Sun 02:00-04:00 UTC
            sun,wed 02:00-04:00 UTC           | Wed,Sun 02:00-04:00 UTC
            Mon-Tue,Fri 02:00-04:30 UTC       | Mon,Tue,Fri 02:00-04:30 UTC
            """)
    void readsDaysHoursAndZone(String text, String written) {
        TimeWindow window = TimeWindow.parse(text);

        assertEquals(written, window.toString());
        assertEquals(window, TimeWindow.parse(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Mon-Fri",
                "Mon-Fri 02:00 UTC",
                "Mon-Fri 02:00-04:00",
                "Mon-Fri 02:00-25:00 UTC",
                "Mon-Fri 2-4 UTC",
                "Mon-Fri 02:00-04:00 Berlin",
                "Mo-Fr 02:00-04:00 UTC",
                "never 02:00-04:00 UTC"
            })
    void refusesWhatIsNoWindow(String text) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> TimeWindow.parse(text));
        assertTrue(refused.getMessage().contains("'"), refused.getMessage());
    }

    @Test
    void readsDetectionProfiles() {
        assertEquals(DetectionProfile.DEFAULT, DetectionProfile.parse("default"));
        assertEquals(DetectionProfile.FAST, DetectionProfile.parse("10ms x 3"));
        assertEquals("fast", DetectionProfile.FAST.toString());
        assertEquals("20ms x 4", DetectionProfile.parse("20msx4").toString());
        assertThrows(IllegalArgumentException.class, () -> DetectionProfile.parse("20 x 4"));
        assertThrows(IllegalArgumentException.class, () -> DetectionProfile.parse("20ms x 1"));
        assertThrows(IllegalArgumentException.class, () -> DetectionProfile.parse("1ms x 4"));
    }
}
