package org.holdfast.history.internal.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.plan.Plan;

/**
 * Records of the model as JSON, by the names of their components. A component that is renamed can't be read from older
 * files any more: tests hold texts of every released version.
 */
public final class StoredJson {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new ValuesModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StoredJson() {}

    /** UTF-8. */
    public static byte[] bytes(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this can't be written as JSON: " + value, e);
        }
    }

    /** @throws IOException when it is no JSON of that type */
    public static <T> T read(byte[] json, Class<T> type) throws IOException {
        return JSON.readValue(json, type);
    }

    public static String plan(Plan plan) {
        return write(plan);
    }

    /** @throws IllegalArgumentException when it isn't what {@link #plan} writes */
    public static Plan plan(String json) {
        return read(json, new TypeReference<>() {});
    }

    public static String sentences(List<String> sentences) {
        return write(sentences);
    }

    /** @throws IllegalArgumentException when it isn't what {@link #sentences} writes */
    public static List<String> sentences(String json) {
        return read(json, new TypeReference<>() {});
    }

    public static String services(List<Service> services) {
        ArrayNode array = JSON.createArrayNode();
        services.forEach(service -> array.add(read(ServiceJson.write(service), new TypeReference<JsonNode>() {})));
        return array.toString();
    }

    /** @throws IllegalArgumentException when it isn't what {@link #services} writes */
    public static List<Service> services(String json) {
        List<Service> services = new ArrayList<>();
        for (JsonNode service : read(json, new TypeReference<JsonNode>() {})) {
            services.add(ServiceJson.read(service.toString()));
        }
        return services;
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this can't be written as JSON: " + value, e);
        }
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("what is stored can't be read: " + e.getOriginalMessage(), e);
        }
    }
}
