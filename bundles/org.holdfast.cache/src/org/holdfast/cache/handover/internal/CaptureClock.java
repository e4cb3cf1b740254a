package org.holdfast.cache.handover.internal;

import java.time.Instant;
import java.time.InstantSource;

/** The time that captured packets are stamped with, as they are stamped. */
public record CaptureClock(InstantSource clock) {

    private static final long NANOS = 1_000_000_000L;

    /** Nanoseconds since 1970-01-01T00:00:00Z. */
    public long nanos() {
        Instant now = clock.instant();
        return now.getEpochSecond() * NANOS + now.getNano();
    }
}
