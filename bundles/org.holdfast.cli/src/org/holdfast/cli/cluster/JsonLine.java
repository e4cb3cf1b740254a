package org.holdfast.cli.cluster;

import java.util.ArrayList;
import java.util.List;

/** One JSON object of strings and numbers (RFC 8259), in ASCII. */
final class JsonLine {

    private final List<String> members = new ArrayList<>();

    JsonLine add(String key, String value) {
        members.add(quoted(key) + ":" + quoted(value));
        return this;
    }

    JsonLine add(String key, long value) {
        members.add(quoted(key) + ":" + value);
        return this;
    }

    @Override
    public String toString() {
        return "{" + String.join(",", members) + "}";
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (c < ' ' || c > '~') {
                out.append(String.format("\\u%04x", c));
            } else {
                out.append((char) c);
            }
        });
        return out.append('"').toString();
    }
}
