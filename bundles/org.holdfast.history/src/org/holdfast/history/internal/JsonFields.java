package org.holdfast.history.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Fields of a stored service definition; what is missing or of another kind is an {@link IllegalArgumentException}. */
final class JsonFields {

    private JsonFields() {}

    static <T> void putAll(ObjectNode json, String name, Collection<T> values, Function<T, String> write) {
        ArrayNode array = json.putArray(name);
        values.forEach(value -> array.add(write.apply(value)));
    }

    static <T> List<T> all(JsonNode json, String name, Function<String, T> read) {
        List<T> values = new ArrayList<>();
        field(json, name).forEach(value -> values.add(read.apply(value.textValue())));
        return values;
    }

    static String text(JsonNode json, String name) {
        JsonNode value = field(json, name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("a stored service definition has no text in '" + name + "': " + value);
        }
        return value.textValue();
    }

    static JsonNode field(JsonNode json, String name) {
        JsonNode value = json.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a stored service definition lacks '" + name + "': " + json);
        }
        return value;
    }
}
