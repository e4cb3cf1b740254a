package org.holdfast.history.internal.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.PortRange;
import org.holdfast.model.ownership.Application;
import org.holdfast.model.ownership.ArpPolicy;
import org.holdfast.model.ownership.ContinuityMode;
import org.holdfast.model.ownership.FailoverPolicy;
import org.holdfast.model.ownership.GiveBackMode;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.OutputComparison;
import org.holdfast.model.ownership.Protocol;
import org.holdfast.model.ownership.Service;

/**
 * A service's definition as JSON text. Every field is written and read by name here, not found by reflection: what is
 * on disk stays readable when a record of the model is renamed.
 */
public final class ServiceJson {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ServiceJson() {}

    public static String write(Service service) {
        ObjectNode json = JSON.createObjectNode();
        json.put("name", service.name());
        putAll(json, "addresses", service.addresses(), InetAddress::getHostAddress);
        putAll(json, "ports", service.ports(), PortRange::toString);
        json.put("protocol", service.protocol().name());
        json.put("arp", service.arp().name());
        Application application = service.application();
        ObjectNode app = json.putObject("application");
        app.put("name", application.name());
        putAll(app, "command", application.command(), Function.identity());
        app.put("local", application.local().toString());
        FailoverPolicy policy = service.failover();
        ObjectNode failover = json.putObject("failover");
        failover.put("home", policy.home().name());
        putAll(failover, "failoverHosts", policy.failoverHosts(), NodeId::name);
        failover.put("continuity", policy.continuity().name());
        failover.put("comparison", policy.comparison().name());
        failover.put("giveBack", policy.giveBack().name());
        failover.put("automatic", policy.automatic());
        return json.toString();
    }

    /** @throws IllegalArgumentException when the text is not what {@link #write} writes */
    public static Service read(String text) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a stored service definition is no JSON: " + e.getOriginalMessage(), e);
        }
        JsonNode app = field(json, "application");
        JsonNode failover = field(json, "failover");
        return new Service(
                text(json, "name"),
                all(json, "addresses", InetAddress::ofLiteral),
                all(json, "ports", PortRange::parse),
                Protocol.valueOf(text(json, "protocol")),
                new Application(
                        text(app, "name"),
                        all(app, "command", Function.identity()),
                        Endpoint.parse(text(app, "local"))),
                new FailoverPolicy(
                        new NodeId(text(failover, "home")),
                        all(failover, "failoverHosts", NodeId::new),
                        ContinuityMode.valueOf(text(failover, "continuity")),
                        OutputComparison.valueOf(text(failover, "comparison")),
                        GiveBackMode.valueOf(text(failover, "giveBack")),
                        field(failover, "automatic").booleanValue()),
                ArpPolicy.valueOf(text(json, "arp")));
    }

    private static <T> void putAll(ObjectNode json, String name, Collection<T> values, Function<T, String> write) {
        ArrayNode array = json.putArray(name);
        values.forEach(value -> array.add(write.apply(value)));
    }

    private static <T> List<T> all(JsonNode json, String name, Function<String, T> read) {
        List<T> values = new ArrayList<>();
        field(json, name).forEach(value -> values.add(read.apply(value.textValue())));
        return values;
    }

    private static String text(JsonNode json, String name) {
        JsonNode value = field(json, name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("a stored service definition has no text in '" + name + "': " + value);
        }
        return value.textValue();
    }

    private static JsonNode field(JsonNode json, String name) {
        JsonNode value = json.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a stored service definition lacks '" + name + "': " + json);
        }
        return value;
    }
}
