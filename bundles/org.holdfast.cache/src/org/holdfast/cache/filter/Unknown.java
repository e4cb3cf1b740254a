package org.holdfast.cache.filter;

import java.util.ArrayList;
import java.util.List;

/** What to say of a word where a field should stand. */
final class Unknown {

    private Unknown() {}

    static String field(String word) {
        for (String name : List.of("port", "host", "net")) {
            if (isValueOf(name, word)) {
                return "'" + word + "' stands alone; did you mean '" + name + " " + word + "'?";
            }
        }
        for (String name : List.of("state", "verdict")) {
            if (isValueOf(name, word)) {
                return "'" + word + "' is a " + name + "; did you mean '" + name + " " + word + "'?";
            }
        }
        List<String> known = new ArrayList<>(Fields.names());
        for (Keyword keyword : Keyword.values()) {
            known.add(keyword.word());
        }
        known.add("not");
        String hint = Nearest.hint(word, known);
        return "'" + word + "' is no field"
                + (hint.isEmpty() ? "; there are " + String.join(", ", Fields.mainNames()) : hint);
    }

    private static boolean isValueOf(String name, String word) {
        try {
            Fields.find(name).parse(word, 0);
            return true;
        } catch (FilterException e) {
            return false;
        }
    }
}
