package org.holdfast.history.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.net.PortRange;
import org.holdfast.model.ownership.FailoverPolicy;
import org.holdfast.model.ownership.NodeId;

/** Small values as the text that people write for them; what is empty as null. */
final class ValuesModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings({"unchecked", "rawtypes"}) // Optional's class has no type argument
    ValuesModule() {
        super("holdfast-values");
        text(Instant.class, Instant::toString, Instant::parse);
        text(Duration.class, Duration::toString, Duration::parse);
        // By literal: the default one asks a name server.
        text(InetAddress.class, InetAddress::getHostAddress, InetAddress::ofLiteral);
        text(NodeId.class, NodeId::name, NodeId::new);
        text(Endpoint.class, Endpoint::toString, Endpoint::parse);
        text(FourTuple.class, FourTuple::toString, FourTuple::parse);
        text(PortRange.class, PortRange::toString, PortRange::parse);
        failoverPolicies();
        addSerializer(new OptionalSerializer());
        addDeserializer(Optional.class, (JsonDeserializer) new OptionalDeserializer(null));
    }

    /** As in service definitions, so that those stored before policies had more rules are read here, too. */
    private void failoverPolicies() {
        addSerializer(FailoverPolicy.class, new JsonSerializer<>() {
            @Override
            public void serialize(FailoverPolicy value, JsonGenerator out, SerializerProvider provider)
                    throws IOException {
                ObjectNode json = JsonNodeFactory.instance.objectNode();
                FailoverJson.write(value, json);
                out.writeTree(json);
            }
        });
        addDeserializer(FailoverPolicy.class, new JsonDeserializer<>() {
            @Override
            public FailoverPolicy deserialize(JsonParser in, DeserializationContext context) throws IOException {
                return FailoverJson.read(context.readTree(in));
            }
        });
    }

    private <T> void text(Class<T> type, Function<T, String> write, Function<String, T> read) {
        addSerializer(type, new JsonSerializer<T>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeString(write.apply(value));
            }
        });
        addDeserializer(type, new StdScalarDeserializer<T>(type) {
            private static final long serialVersionUID = 1L;

            @Override
            public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
                return read.apply(in.getText());
            }
        });
    }

    private static final class OptionalSerializer extends JsonSerializer<Optional<?>> {

        @Override
        @SuppressWarnings("unchecked")
        public Class<Optional<?>> handledType() {
            return (Class<Optional<?>>) (Class<?>) Optional.class;
        }

        @Override
        public void serialize(Optional<?> value, JsonGenerator out, SerializerProvider provider) throws IOException {
            if (value.isPresent()) {
                provider.defaultSerializeValue(value.get(), out);
            } else {
                out.writeNull();
            }
        }
    }
}
