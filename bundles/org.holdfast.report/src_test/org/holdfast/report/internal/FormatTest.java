package org.holdfast.report.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "1, 0 µs",
        "420000, 420 µs",
        "999499, 999 µs",
        "999500, 1.0 ms",
        "3210000, 3.2 ms",
        "9949999, 9.9 ms",
        "9950000, 10 ms",
        "31000000, 31 ms",
        "99499999, 99 ms",
        "99500000, 0.10 s",
        "712345678, 0.71 s",
        "1240000000, 1.24 s",
        "59994999999, 59.99 s",
        "59995000000, 1 min 0 s",
        "125400000000, 2 min 5 s",
        "3599499999999, 59 min 59 s",
        "3599500000000, 1 h 0 min",
        "3720000000000, 1 h 2 min",
        "-31000000, −31 ms"
    })
    void durationsHaveTheUnitThatFits(long nanos, String expected) {
        assertEquals(expected, Format.duration(Duration.ofNanos(nanos)));
    }

    @Test
    void offsetsCarryTheirSign() {
        assertEquals("+0.71 s", Format.offset(Duration.ofMillis(710)));
        assertEquals("−0.25 s", Format.offset(Duration.ofMillis(-250)));
        assertEquals("+0 ms", Format.offset(Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "1048524, 1023.9 KiB",
        "1048525, 1.0 MiB",
        "134637158, 128.4 MiB",
        "9223372036854775807, 8.0 EiB"
    })
    void bytesHaveBinaryUnits(long bytes, String expected) {
        assertEquals(expected, Format.bytes(bytes));
    }

    @Test
    void exactBytesAreSeparatedByThousandsInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertEquals("134,637,158 bytes", Format.exactBytes(134_637_158));
            assertEquals("1 byte", Format.exactBytes(1));
            assertEquals("1.24 s", Format.duration(Duration.ofMillis(1240)));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void timesNameTheirZone() {
        Instant time = Instant.parse("2026-07-01T10:42:07.123999Z");

        assertEquals("2026-07-01 12:42:07.123 Europe/Berlin", Format.local(time, ZoneId.of("Europe/Berlin")));
        assertEquals("2026-07-01 10:42:07.123 UTC", Format.utc(time));
        assertEquals("2026-07-01 10:42:07.123 UTC", Format.local(time, ZoneId.of("UTC")));
        assertEquals("2026-07-01 05:12:07.123 -05:30", Format.local(time, ZoneOffset.ofHoursMinutes(-5, -30)));
    }

    @Test
    void whatHtmlCantCarryIsReplaced() {
        assertEquals("a\uFFFDb\n\tc\uFFFD\uFFFD😀", Format.text("a\u0000b\n\tc\u0085\uD800😀"));
    }
}
