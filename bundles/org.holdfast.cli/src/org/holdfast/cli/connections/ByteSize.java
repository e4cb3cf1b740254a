package org.holdfast.cli.connections;

import java.util.Locale;
import picocli.CommandLine;

/**
 * A size as people write it.
 *
 * @param bytes at least 1
 */
record ByteSize(long bytes) {

    private static final String[] UNITS = {"", "KIB", "MIB", "GIB", "TIB"};

    /**
     * Reads {@code 64MiB}, {@code 8GiB} or {@code 4096}.
     *
     * @throws IllegalArgumentException when it is no size
     */
    static ByteSize parse(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        int digits = 0;
        while (digits < upper.length() && upper.charAt(digits) >= '0' && upper.charAt(digits) <= '9') {
            digits++;
        }
        String unit = upper.substring(digits).strip();
        for (int i = 0; i < UNITS.length; i++) {
            // 12 digits of TiB still fit.
            if (UNITS[i].equals(unit) && digits > 0 && digits <= 6 + (i == 0 ? 12 : 0)) {
                long bytes = Long.parseLong(upper.substring(0, digits)) << 10 * i;
                if (bytes > 0) {
                    return new ByteSize(bytes);
                }
            }
        }
        throw new IllegalArgumentException("'" + text + "' is no size; write it like 64MiB or 8GiB");
    }

    /** For picocli. */
    static final class Converter implements CommandLine.ITypeConverter<ByteSize> {

        @Override
        public ByteSize convert(String value) {
            try {
                return parse(value);
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(e.getMessage());
            }
        }
    }
}
