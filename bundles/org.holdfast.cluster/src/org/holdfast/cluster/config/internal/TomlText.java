package org.holdfast.cluster.config.internal;

import java.util.List;
import java.util.stream.Collectors;

/** TOML 1.0 as a person would write it, one key after the other. */
final class TomlText {

    private final StringBuilder out = new StringBuilder();

    void header(String header) {
        if (!out.isEmpty()) {
            out.append('\n');
        }
        out.append(header).append('\n');
    }

    void string(String key, String value) {
        bare(key, quoted(value));
    }

    void strings(String key, List<String> values) {
        bare(key, values.stream().map(TomlText::quoted).collect(Collectors.joining(", ", "[", "]")));
    }

    void bare(String key, Object value) {
        out.append(key).append(" = ").append(value).append('\n');
    }

    /** A basic string: quotes, backslashes and control characters are escaped. */
    static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        value.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < 0x20 || c == 0x7f) {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
