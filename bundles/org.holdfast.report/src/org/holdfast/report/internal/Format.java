package org.holdfast.report.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Numbers, times and texts as a report writes them, the same in every locale. */
final class Format {

    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;
    private static final List<String> BINARY = List.of("KiB", "MiB", "GiB", "TiB", "PiB", "EiB");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private Format() {}

    /** {@code 420 µs}, {@code 3.2 ms}, {@code 31 ms}, {@code 0.71 s}, {@code 2 min 5 s}, {@code 1 h 2 min}. */
    static String duration(Duration duration) {
        if (duration.isNegative()) {
            return "−" + duration(duration.negated());
        }
        if (duration.isZero()) {
            return "0 ms";
        }
        // Limits lie where rounding would reach the next unit.
        long nanos = duration.toNanos();
        if (nanos < 999_500) {
            return decimal(nanos, MICRO, 0) + " µs";
        }
        if (nanos < 9_950_000) {
            return decimal(nanos, MILLI, 1) + " ms";
        }
        if (nanos < 99_500_000) {
            return decimal(nanos, MILLI, 0) + " ms";
        }
        if (nanos < 59_995_000_000L) {
            return decimal(nanos, SECOND, 2) + " s";
        }
        long seconds = (nanos + SECOND / 2) / SECOND;
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        long minutes = (seconds + 30) / 60;
        return minutes / 60 + " h " + minutes % 60 + " min";
    }

    /** A duration with its sign: {@code +0.71 s}, {@code −31 ms}. */
    static String offset(Duration offset) {
        return offset.isNegative() ? duration(offset) : "+" + duration(offset);
    }

    /** {@code 612 B}, {@code 128.4 MiB}. */
    static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        BigDecimal value = BigDecimal.valueOf(bytes);
        for (String unit : BINARY) {
            value = value.divide(BigDecimal.valueOf(1024), 12, RoundingMode.HALF_UP);
            BigDecimal rounded = value.setScale(1, RoundingMode.HALF_UP);
            if (rounded.compareTo(BigDecimal.valueOf(1024)) < 0) {
                return rounded.toPlainString() + " " + unit;
            }
        }
        throw new IllegalArgumentException("no unit for " + bytes + " bytes");
    }

    /** Thousands separated: {@code 134,637,158}. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 1 byte}, {@code 134,637,158 bytes}. */
    static String exactBytes(long bytes) {
        return count(bytes) + (bytes == 1 ? " byte" : " bytes");
    }

    /** {@code 2026-03-01 11:42:07.123 Europe/Berlin}; UTC beside it tells which of two hours in autumn is meant. */
    static String local(Instant time, ZoneId zone) {
        boolean isUtc = zone.normalized().equals(ZoneOffset.UTC);
        return TIME.format(time.atZone(zone)) + " " + (isUtc ? "UTC" : zone.getId());
    }

    /** {@code 2026-03-01 10:42:07.123 UTC}. */
    static String utc(Instant time) {
        return local(time, ZoneOffset.UTC);
    }

    /** What HTML can't carry (control characters but line ends and tabs, halves of a pair) becomes {@code �}. */
    static String text(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(isAllowed(c) ? c : 0xfffd));
        return clean.toString();
    }

    private static boolean isAllowed(int codePoint) {
        return codePoint == '\n'
                || codePoint == '\t'
                || !(Character.isISOControl(codePoint)
                        || codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE
                        || (codePoint & 0xfffe) == 0xfffe);
    }

    private static String decimal(long nanos, long unit, int digits) {
        return BigDecimal.valueOf(nanos)
                .divide(BigDecimal.valueOf(unit), digits, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
