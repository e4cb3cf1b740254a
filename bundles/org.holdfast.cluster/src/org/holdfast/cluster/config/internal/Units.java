package org.holdfast.cluster.config.internal;

import java.math.BigDecimal;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Values of the file that are more than a string: times, sizes, addresses, names of constants. */
final class Units {

    private static final Map<String, Long> NANOS = new LinkedHashMap<>();
    private static final Map<String, Long> BYTES = new LinkedHashMap<>();

    static {
        // Longest first: writing takes the first unit that divides without a rest.
        NANOS.put("d", 86_400_000_000_000L);
        NANOS.put("h", 3_600_000_000_000L);
        NANOS.put("min", 60_000_000_000L);
        NANOS.put("s", 1_000_000_000L);
        NANOS.put("ms", 1_000_000L);
        NANOS.put("us", 1_000L);
        NANOS.put("ns", 1L);
        BYTES.put("GiB", 1L << 30);
        BYTES.put("MiB", 1L << 20);
        BYTES.put("KiB", 1L << 10);
        BYTES.put("B", 1L);
    }

    private Units() {}

    static Duration duration(String text) {
        return Duration.ofNanos(quantity(text, NANOS));
    }

    static String duration(Duration duration) {
        return quantity(duration.toNanos(), NANOS);
    }

    static long bytes(String text) {
        return quantity(text, BYTES);
    }

    static String bytes(long bytes) {
        return quantity(bytes, BYTES);
    }

    /** A literal only: looking a name up could take seconds, and could have another answer tomorrow. */
    static InetAddress address(String text) {
        InetAddress address;
        try {
            address = InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is no IPv4 or IPv6 address", e);
        }
        if (address instanceof Inet4Address && !address.getHostAddress().equals(text)) {
            throw new IllegalArgumentException("'" + text + "' is no IPv4 address of four decimal numbers");
        }
        if (address instanceof Inet6Address v6 && (v6.getScopeId() != 0 || v6.getScopedInterface() != null)) {
            throw new IllegalArgumentException("'" + text + "' has a scope, which means something on one host only");
        }
        return address;
    }

    /** Constants are written small, with dashes: {@code LENGTH_ONLY} is {@code length-only}. */
    static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Stream.of(type.getEnumConstants())
                .filter(c -> constant(c).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is none of "
                        + Stream.of(type.getEnumConstants())
                                .map(Units::constant)
                                .collect(Collectors.joining(", "))));
    }

    static String constant(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static long quantity(String text, Map<String, Long> units) {
        String unit = text.replaceFirst("^[0-9.]*", "");
        String number = text.substring(0, text.length() - unit.length());
        Long size = units.get(unit.strip());
        if (size == null) {
            throw new IllegalArgumentException("'" + text + "' has no unit of " + String.join(", ", units.keySet()));
        }
        try {
            return new BigDecimal(number).multiply(BigDecimal.valueOf(size)).longValueExact();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' does not begin with a number", e);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is too large or too fine", e);
        }
    }

    private static String quantity(long amount, Map<String, Long> units) {
        for (var unit : units.entrySet()) {
            if (amount % unit.getValue() == 0) {
                return amount / unit.getValue() + unit.getKey();
            }
        }
        throw new IllegalStateException("the smallest unit divides everything");
    }
}
