package org.holdfast.cluster.internal.channel;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.net.InetAddress;
import java.util.function.Function;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.net.MacAddress;
import org.holdfast.model.net.PortRange;
import org.holdfast.model.ownership.NodeId;

/**
 * Values of the model that have a text form travel as that text. Jackson's own reading of addresses would ask a name
 * server for what is no literal; this one refuses it.
 */
final class ModelModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    ModelModule() {
        super("holdfast-model");
        text(NodeId.class, NodeId::name, NodeId::new);
        text(MacAddress.class, MacAddress::toString, MacAddress::parse);
        text(Endpoint.class, Endpoint::toString, Endpoint::parse);
        text(FourTuple.class, FourTuple::toString, FourTuple::parse);
        text(PortRange.class, PortRange::toString, PortRange::parse);
        text(InetAddress.class, ModelModule::literal, InetAddress::ofLiteral);
        addKeySerializer(InetAddress.class, new KeyWriter());
        addKeyDeserializer(InetAddress.class, new KeyReader());
    }

    private <T> void text(Class<T> type, Function<T, String> write, Function<String, T> read) {
        addSerializer(type, new TextWriter<>(type, write));
        addDeserializer(type, new TextReader<>(type, read));
    }

    /** A scope means something on one host only. */
    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }

    private static final class TextWriter<T> extends StdScalarSerializer<T> {
        private static final long serialVersionUID = 1L;
        private final transient Function<T, String> write;

        private TextWriter(Class<T> type, Function<T, String> write) {
            super(type);
            this.write = write;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(write.apply(value));
        }
    }

    private static final class TextReader<T> extends StdScalarDeserializer<T> {
        private static final long serialVersionUID = 1L;
        private final Class<T> type;
        private final transient Function<String, T> read;

        private TextReader(Class<T> type, Function<String, T> read) {
            super(type);
            this.type = type;
            this.read = read;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (!in.hasToken(JsonToken.VALUE_STRING)) {
                throw context.wrongTokenException(in, type, JsonToken.VALUE_STRING, "it travels as text");
            }
            try {
                return read.apply(in.getText());
            } catch (IllegalArgumentException e) {
                throw context.instantiationException(type, e);
            }
        }
    }

    private static final class KeyWriter extends JsonSerializer<InetAddress> {

        @Override
        public void serialize(InetAddress value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeFieldName(literal(value));
        }
    }

    private static final class KeyReader extends KeyDeserializer {

        @Override
        public Object deserializeKey(String key, DeserializationContext context) throws IOException {
            try {
                return InetAddress.ofLiteral(key);
            } catch (IllegalArgumentException e) {
                throw context.instantiationException(InetAddress.class, e);
            }
        }
    }
}
