package org.holdfast.cli.connections;

import java.time.Instant;

/** Appends moments as RFC 3339 does. Neighboring rows mostly share the second, so its text is kept. One thread. */
final class TimeText {

    private final int digits;
    private long second = Long.MIN_VALUE;
    private String upToSecond = "";

    /** @param digits of the fraction, 1 to 9; what is beyond is cut off */
    TimeText(int digits) {
        this.digits = digits;
    }

    /** Appends {@code 2026-01-01T12:00:00.123456789Z}. */
    void write(Instant time, StringBuilder out) {
        if (time.getEpochSecond() != second) {
            second = time.getEpochSecond();
            String text = Instant.ofEpochSecond(second).toString();
            upToSecond = text.substring(0, text.length() - 1);
        }
        out.append(upToSecond).append('.');
        int fraction = time.getNano();
        for (int i = 0, unit = 100_000_000; i < digits; i++, unit /= 10) {
            out.append((char) ('0' + fraction / unit % 10));
        }
        out.append('Z');
    }
}
