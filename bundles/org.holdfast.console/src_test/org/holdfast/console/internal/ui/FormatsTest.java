package org.holdfast.console.internal.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FormatsTest {

    private final Formats formats = new Formats(Locale.US, ZoneId.of("Europe/Berlin"));

    @Test
    void sizesHaveThreeDigitsAndABinaryUnit() {
        assertEquals("0 B", formats.bytes(0));
        assertEquals("1,023 B", formats.bytes(1023));
        assertEquals("1 KiB", formats.bytes(1024));
        assertEquals("1.2 KiB", formats.bytes(1204));
        assertEquals("1 MiB", formats.bytes(1_048_500));
        assertEquals("179 MiB", formats.bytes(187_301_442));
        assertEquals("1.2 of 4 GiB", formats.bytesOf(1_288_490_189, 4L << 30));
    }

    @Test
    void durationsAreAsExactAsTheyAreShort() {
        assertEquals("0.87 ms", formats.duration(Duration.ofNanos(870_000)));
        assertEquals("3 ms", formats.duration(Duration.ofMillis(3)));
        assertEquals("2.5 ms", formats.duration(Duration.ofNanos(2_500_000)));
        assertEquals("31 ms", formats.duration(Duration.ofMillis(31)));
        assertEquals("1.24 s", formats.duration(Duration.ofMillis(1_249)));
        assertEquals("2 min 5 s", formats.duration(Duration.ofSeconds(125)));
        assertEquals("3 h 12 min", formats.age(Duration.ofMinutes(192)));
        assertEquals("4 d 2 h", formats.age(Duration.ofHours(98)));
        assertEquals("0 s", formats.age(Duration.ofMillis(-5)));
    }

    @Test
    void aHundredPercentMeansAll() {
        assertEquals("100 %", formats.percent(10_000, 10_000));
        assertEquals("99.9 %", formats.percent(99_999, 100_000));
        assertEquals("96.2 %", formats.percent(9_055, 9_412));
        assertEquals("0.0 %", formats.percent(0, 3));
        assertEquals("–", formats.percent(0, 0));
    }

    @Test
    void timesAreLocalAndUtcOnRequest() {
        Instant at = Instant.parse("2026-03-01T09:42:07.123Z");
        assertEquals("10:42:07", formats.time(at));
        assertEquals("10:42:07", formats.moment(at, at.plusSeconds(60)));
        assertEquals("2026-03-01 10:42:07", formats.moment(at, at.plusSeconds(86_400)));
        assertEquals("2026-03-01 09:42:07.123 UTC", formats.utc(at));
    }

    @Test
    void nothingIsNoRate() {
        assertEquals("", formats.rate(0));
        assertEquals("12.1 MiB/s", formats.rate(12_700_000));
    }
}
