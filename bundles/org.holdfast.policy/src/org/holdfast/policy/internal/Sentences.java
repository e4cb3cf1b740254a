package org.holdfast.policy.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.holdfast.model.policy.Maintenance;

/** Words for times and maintenance in reasons. */
public final class Sentences {

    private Sentences() {}

    /** To the second, in UTC. */
    public static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** In the largest unit that leaves no rest: {@code 90 s}, {@code 5 min}. */
    public static String span(Duration span) {
        long millis = span.toMillis();
        if (millis == 0 || millis % 1000 != 0) {
            return millis + " ms";
        }
        if (millis % 60_000 != 0) {
            return millis / 1000 + " s";
        }
        return millis % 3_600_000 == 0 ? millis / 3_600_000 + " h" : millis / 60_000 + " min";
    }

    static String inMaintenance(Maintenance maintenance) {
        return "is in maintenance until " + time(maintenance.until()) + " (" + maintenance.reason() + ", "
                + maintenance.author() + ")";
    }

    static String times(int number) {
        return number == 1 ? "once" : number + " times";
    }

    static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
