package org.holdfast.cache.filter;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a quantity is counted in, and how it is written. */
enum Units {
    PACKETS("a number like 100", List.of(unit("", 1))),
    BYTES(
            "a size like 1500, 10MB or 2GiB",
            List.of(
                    unit("GB", 1_000_000_000L),
                    unit("GiB", 1L << 30),
                    unit("MB", 1_000_000L),
                    unit("MiB", 1L << 20),
                    unit("kB", 1_000L),
                    unit("KiB", 1L << 10),
                    unit("B", 1),
                    unit("", 1))),
    /** In nanoseconds. */
    TIME(
            "a time like 50ms, 2s or 5m",
            List.of(
                    unit("d", 86_400_000_000_000L),
                    unit("h", 3_600_000_000_000L),
                    unit("m", 60_000_000_000L),
                    unit("s", 1_000_000_000L),
                    unit("ms", 1_000_000L),
                    unit("us", 1_000L),
                    unit("ns", 1)));

    /** More digits than any quantity has; keeps exact arithmetic cheap. */
    private static final int MOST_DIGITS = 30;

    private final String form;
    private final List<Unit> units;

    Units(String form, List<Unit> units) {
        this.form = form;
        this.units = units;
    }

    private record Unit(String name, long size) {}

    private static Unit unit(String name, long size) {
        return new Unit(name, size);
    }

    /** What a value looks like, with an article. */
    String form() {
        return form;
    }

    /** Their names, the largest first. */
    Stream<String> names() {
        return units.stream().map(Unit::name).filter(name -> !name.isEmpty());
    }

    boolean isName(String word) {
        return !word.isEmpty() && find(word) != null;
    }

    /**
     * Reads a number with a unit.
     *
     * @param text {@code 1.5MB}
     * @param defaultUnit the unit of a number without one
     * @return the quantity in the smallest unit, rounded down
     * @throws FilterException naming the character
     */
    long parse(String text, String defaultUnit, int position) throws FilterException {
        int digits = digits(text);
        BigDecimal number = number(text.substring(0, digits), position);
        String name = digits == text.length() ? defaultUnit : text.substring(digits);
        Unit unit = find(name);
        if (unit == null) {
            String known = String.join(", ", names().toList());
            String message = known.isEmpty()
                    ? "this is counted and has no unit"
                    : name.isEmpty()
                            ? "a unit is expected here: " + known
                            : "'" + name + "' is no unit; there are " + known;
            throw new FilterException(message, position + digits);
        }
        BigDecimal quantity = number.multiply(BigDecimal.valueOf(unit.size())).setScale(0, RoundingMode.FLOOR);
        if (quantity.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new FilterException("this is more than can be counted", position);
        }
        return quantity.longValueExact();
    }

    /** The unit at the end of a number; empty without one. */
    static String unitOf(String text) {
        return text.substring(digits(text));
    }

    private BigDecimal number(String digits, int position) throws FilterException {
        boolean wellFormed = !digits.startsWith(".")
                && !digits.endsWith(".")
                && digits.indexOf('.') == digits.lastIndexOf('.')
                && !digits.isEmpty();
        if (!wellFormed || digits.length() > MOST_DIGITS) {
            throw new FilterException(form + " is expected here", position);
        }
        return new BigDecimal(digits);
    }

    /** How many characters from the start belong to the number. */
    private static int digits(String text) {
        int i = 0;
        while (i < text.length() && (text.charAt(i) >= '0' && text.charAt(i) <= '9' || text.charAt(i) == '.')) {
            i++;
        }
        return i;
    }

    private Unit find(String name) {
        // Two signs for micro: U+00B5 of keyboards, U+03BC of Greek.
        String plain = name.replace('\u00b5', 'u').replace('\u03bc', 'u').toLowerCase(Locale.ROOT);
        for (Unit unit : units) {
            if (unit.name().toLowerCase(Locale.ROOT).equals(plain)) {
                return unit;
            }
        }
        return null;
    }

    /**
     * Writes a quantity in the largest unit that leaves no fraction.
     *
     * @param named whether to name the unit even where it may be left out
     */
    void write(long quantity, boolean named, StringBuilder out) {
        for (Unit unit : units) {
            boolean exact = quantity % unit.size() == 0 && (quantity != 0 || unit.size() == 1);
            if (exact && (named || !unit.name().equals("B"))) {
                out.append(quantity / unit.size()).append(unit.name());
                return;
            }
        }
    }
}
