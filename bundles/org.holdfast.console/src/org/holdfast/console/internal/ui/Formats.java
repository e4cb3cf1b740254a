package org.holdfast.console.internal.ui;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Numbers and times as people read them: thousands separated, sizes in binary units, times local, a unit with each
 * value. Has no state, may be used by any thread.
 *
 * @param locale for separators
 * @param zone for local times
 */
public record Formats(Locale locale, ZoneId zone) {

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    /** Those of this machine's user. */
    public static Formats local() {
        return new Formats(Locale.getDefault(Locale.Category.FORMAT), ZoneId.systemDefault());
    }

    /** {@code 41,200}. */
    public String count(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    /** {@code 999 B}, {@code 1.2 GiB}: three digits at most, apart from exact bytes. */
    public String bytes(double bytes) {
        int unit = unitOf(bytes);
        return scaled(bytes, unit) + " " + UNITS[unit];
    }

    /** {@code 12.4 MiB/s}; empty for nothing at all, so that busy rows stand out. */
    public String rate(double bytesPerSecond) {
        return bytesPerSecond < 1 ? "" : bytes(bytesPerSecond) + "/s";
    }

    /** {@code 1.2 of 4 GiB}: both in the unit of the limit. */
    public String bytesOf(long bytes, long limit) {
        int unit = unitOf(limit);
        return scaled(bytes, unit) + " of " + scaled(limit, unit) + " " + UNITS[unit];
    }

    /** {@code 0.31 ms}, {@code 2.5 ms}, {@code 31 ms}, {@code 1.24 s}, {@code 2 min 5 s}, {@code 3 h 12 min}, {@code 4 d 2 h}. */
    public String duration(Duration duration) {
        Duration d = duration.isNegative() ? Duration.ZERO : duration;
        if (d.compareTo(Duration.ofMillis(10)) < 0) {
            NumberFormat millis = NumberFormat.getInstance(locale);
            millis.setMaximumFractionDigits(d.toMillis() == 0 ? 2 : 1);
            return millis.format(d.toNanos() / 1e6) + " ms";
        }
        if (d.compareTo(Duration.ofSeconds(1)) < 0) {
            return d.toMillis() + " ms";
        }
        if (d.compareTo(Duration.ofMinutes(1)) < 0) {
            return String.format(locale, "%.2f s", d.toMillis() / 10 / 100.0);
        }
        return age(d);
    }

    /** Whole seconds and more: {@code 0 s}, {@code 12 s}, {@code 2 min 5 s}, {@code 3 h 12 min}, {@code 4 d 2 h}. */
    public String age(Duration duration) {
        Duration d = duration.isNegative() ? Duration.ZERO : duration;
        if (d.toMinutes() == 0) {
            return d.toSeconds() + " s";
        }
        if (d.toHours() == 0) {
            return d.toMinutes() + " min " + d.toSecondsPart() + " s";
        }
        if (d.toDays() == 0) {
            return d.toHours() + " h " + d.toMinutesPart() + " min";
        }
        return count(d.toDays()) + " d " + d.toHoursPart() + " h";
    }

    /** The share in percent with one digit, rounded down: it says 100 only when all are. */
    public String percent(long part, long whole) {
        if (whole == 0) {
            return "–";
        }
        return part == whole ? "100 %" : String.format(locale, "%.1f %%", Math.floor(1000.0 * part / whole) / 10);
    }

    /** Local time of day: {@code 10:42:07}. */
    public String time(Instant at) {
        return DateTimeFormatter.ofPattern("HH:mm:ss", locale).withZone(zone).format(at);
    }

    /** Local time of day, with its date unless that is today's: {@code 10:42:07}, {@code 2026-03-01 10:42:07}. */
    public String moment(Instant at, Instant now) {
        return at.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate()) ? time(at) : dateTime(at);
    }

    /** Local date and time: {@code 2026-03-01 10:42:07}. */
    public String dateTime(Instant at) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", locale)
                .withZone(zone)
                .format(at);
    }

    /** {@code 2026-03-01 09:42:07.123 UTC}. */
    public String utc(Instant at) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS 'UTC'", locale)
                .withZone(ZoneOffset.UTC)
                .format(at);
    }

    private static int unitOf(double bytes) {
        int unit = 0;
        // 1023.9 KiB would be shown as 1,024: it is in the next unit already.
        for (double b = bytes; b >= 1023.5 && unit < UNITS.length - 1; b /= 1024) {
            unit++;
        }
        return unit;
    }

    private String scaled(double bytes, int unit) {
        double value = bytes / Math.pow(1024, unit);
        NumberFormat format = NumberFormat.getInstance(locale);
        format.setMaximumFractionDigits(unit == 0 || value >= 99.95 ? 0 : 1);
        return format.format(value);
    }
}
