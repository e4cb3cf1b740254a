package org.holdfast.cluster.internal.channel;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** The model's values as JSON for files that scripts and people read. */
public final class ModelJson {

    private ModelJson() {}

    /** Writes text forms for addresses and names, ISO 8601 for times, and indents. Thread-safe. */
    public static ObjectMapper readable() {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(new ModelModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build();
    }
}
