package org.holdfast.model.tcp;

/**
 * Arithmetic on TCP sequence numbers, which are kept as the 32 bits of an {@code int} and wrap around (RFC 9293 §3.4).
 * Two numbers can be compared only while they are less than 2³¹ apart.
 */
public final class SequenceNumbers {

    private SequenceNumbers() {}

    /** Signed way from one number to another, in bytes: positive when {@code to} is later. */
    public static int distance(int from, int to) {
        return to - from;
    }

    public static boolean isBefore(int a, int b) {
        return a - b < 0;
    }

    public static boolean isAfter(int a, int b) {
        return a - b > 0;
    }

    /** The later of two numbers. */
    public static int later(int a, int b) {
        return isBefore(a, b) ? b : a;
    }

    /** Whether {@code number} lies in {@code [from, from + length)}; {@code length} is 0 to 2³¹-1. */
    public static boolean isWithin(int number, int from, int length) {
        return Integer.compareUnsigned(number - from, length) < 0;
    }

    /** The 64-bit stream position that has the low 32 bits {@code number} and lies nearest to {@code near}. */
    public static long unwrap(int number, long near) {
        return near + (number - (int) near);
    }

    /** Decimal without sign, as tools of the field print it. */
    public static String format(int number) {
        return Integer.toUnsignedString(number);
    }
}
