package org.holdfast.cli.connections;

import java.util.HexFormat;

/** Appends the parts of JSON (RFC 8259). Only ASCII comes out, whatever goes in. */
public final class JsonText {

    private static final HexFormat HEX = HexFormat.of();

    private JsonText() {}

    public static void string(String value, StringBuilder out) {
        out.append('"');
        int plain = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || c > '~') {
                out.append(value, plain, i);
                escape(c, out);
                plain = i + 1;
            }
        }
        out.append(value, plain, value.length()).append('"');
    }

    /** A string; null when it is empty. */
    public static void stringOrNull(String value, StringBuilder out) {
        if (value.isEmpty()) {
            out.append("null");
        } else {
            string(value, out);
        }
    }

    /** A number; null when it is negative. */
    public static void numberOrNull(long value, StringBuilder out) {
        if (value < 0) {
            out.append("null");
        } else {
            out.append(value);
        }
    }

    private static void escape(char c, StringBuilder out) {
        if (c == '"' || c == '\\') {
            out.append('\\').append(c);
        } else {
            out.append("\\u");
            HEX.formatHex(out, new byte[] {(byte) (c >> 8), (byte) c});
        }
    }
}
