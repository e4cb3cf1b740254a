package org.holdfast.cluster.config.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A table of the file that remembers which keys were asked for, so that whatever else stands in it can be named as an
 * error.
 */
final class Table {

    private final ObjectNode node;
    private final String path;
    private final Set<String> known = new HashSet<>();

    Table(ObjectNode node, String path) {
        this.node = node;
        this.path = path;
    }

    /** Where a key of this table is, as in {@code service[0].failover.home}. */
    String place(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    boolean has(String key) {
        known.add(key);
        return node.has(key);
    }

    /** Whether the key is there and has a text instead of a table. */
    boolean isText(String key) {
        return has(key) && node.get(key).isTextual();
    }

    <T> T text(String key, String example, Function<String, T> read) throws BadValue {
        JsonNode value = required(key, example);
        return convert(place(key), value, example, read);
    }

    <T> T text(String key, String example, Function<String, T> read, T otherwise) throws BadValue {
        return has(key) ? text(key, example, read) : otherwise;
    }

    <T> List<T> texts(String key, String example, Function<String, T> read) throws BadValue {
        JsonNode value = required(key, "[" + example + "]");
        if (!value.isArray()) {
            throw new BadValue(place(key), "is " + shown(value) + "; write a list, [" + example + "]");
        }
        List<T> all = new ArrayList<>();
        for (JsonNode element : value) {
            all.add(convert(place(key) + "[" + all.size() + "]", element, example, read));
        }
        return all;
    }

    int number(String key, int otherwise) throws BadValue {
        if (!has(key)) {
            return otherwise;
        }
        JsonNode value = node.get(key);
        if (!value.isInt()) {
            throw new BadValue(place(key), "is " + shown(value) + "; write a whole number, as in " + otherwise);
        }
        return value.intValue();
    }

    boolean yesOrNo(String key) throws BadValue {
        JsonNode value = required(key, "true");
        if (!value.isBoolean()) {
            throw new BadValue(place(key), "is " + shown(value) + "; write true or false, without quotes");
        }
        return value.booleanValue();
    }

    Table table(String key) throws BadValue {
        JsonNode value = required(key, null);
        if (value instanceof ObjectNode object) {
            return new Table(object, place(key));
        }
        throw new BadValue(place(key), "is " + shown(value) + "; write a table, [" + place(key) + "]");
    }

    /** An array of tables; empty when there is none. */
    List<Table> tables(String key) throws BadValue {
        if (!has(key)) {
            return List.of();
        }
        List<Table> all = new ArrayList<>();
        JsonNode value = node.get(key);
        for (JsonNode element : value.isArray() ? value : List.<JsonNode>of(value)) {
            if (!value.isArray() || !(element instanceof ObjectNode object)) {
                throw new BadValue(place(key), "is no list of tables; begin each with [[" + place(key) + "]]");
            }
            all.add(new Table(object, place(key) + "[" + all.size() + "]"));
        }
        return all;
    }

    /** Makes the value that this table stands for; what its type refuses is an error of this table. */
    <T> T make(Maker<T> maker) throws BadValue {
        try {
            T made = maker.make(this);
            end();
            return made;
        } catch (IllegalArgumentException e) {
            throw new BadValue(path, e.getMessage(), e);
        }
    }

    /** Reads a table's keys and makes a value of them. */
    interface Maker<T> {
        T make(Table table) throws BadValue;
    }

    /** Refuses what nobody has asked for. */
    private void end() throws BadValue {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!known.contains(field.getKey())) {
                throw new BadValue(
                        place(field.getKey()),
                        "is not known; remove it or correct its name, one of "
                                + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    private JsonNode required(String key, String example) throws BadValue {
        if (!has(key)) {
            throw new BadValue(
                    place(key),
                    "is missing; add " + (example == null ? "the table [" + place(key) + "]" : key + " = " + example));
        }
        return node.get(key);
    }

    private static <T> T convert(String place, JsonNode value, String example, Function<String, T> read)
            throws BadValue {
        if (!value.isTextual()) {
            throw new BadValue(place, "is " + shown(value) + "; write it in quotes, as in " + example);
        }
        try {
            return read.apply(value.textValue());
        } catch (IllegalArgumentException e) {
            throw new BadValue(place, e.getMessage() + "; write it as in " + example, e);
        }
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
