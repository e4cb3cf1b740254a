package org.holdfast.cache.pcap.internal;

/** The units of time of a pcapng interface. */
final class TimeUnits {

    /** The resolution of an interface that names none. */
    static final int MICROSECONDS = 6;

    private static final int BINARY = 0x80;
    private static final int NANO_DIGITS = 9;
    private static final long NANOS = 1_000_000_000L;

    private final boolean binary;
    private final int exponent;
    private final long multiplier;
    private final long divisor;
    private final long offsetNanos;

    /**
     * @param resolution if_tsresol: 10 to the power of minus its value; with the highest bit set, 2 to the power of
     *     minus the rest
     * @param offsetSeconds if_tsoffset, to be added
     */
    TimeUnits(int resolution, long offsetSeconds) {
        binary = (resolution & BINARY) != 0;
        exponent = resolution & ~BINARY;
        multiplier = power(NANO_DIGITS - exponent);
        divisor = power(exponent - NANO_DIGITS);
        offsetNanos = offsetSeconds * NANOS;
    }

    /** Nanoseconds since 1970 of a time in these units, which is unsigned. */
    long nanos(long ticks) {
        return offsetNanos + (binary ? binary(ticks) : decimal(ticks));
    }

    private long decimal(long ticks) {
        if (exponent <= NANO_DIGITS) {
            return ticks * multiplier;
        }
        return divisor == 0 ? 0 : Long.divideUnsigned(ticks, divisor);
    }

    /** ticks × 10⁹ / 2^exponent with 128 bits in between. */
    private long binary(long ticks) {
        long high = Math.unsignedMultiplyHigh(ticks, NANOS);
        long low = ticks * NANOS;
        if (exponent == 0) {
            return low;
        }
        return exponent < 64 ? low >>> exponent | high << 64 - exponent : high >>> Math.min(63, exponent - 64);
    }

    /** 10 to the power of the exponent; 1 for a negative one, 0 when it is too large for a long. */
    private static long power(int exponent) {
        if (exponent > 18) {
            return 0;
        }
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
