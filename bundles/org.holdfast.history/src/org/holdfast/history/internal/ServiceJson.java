package org.holdfast.history.internal;

import static org.holdfast.history.internal.JsonFields.all;
import static org.holdfast.history.internal.JsonFields.field;
import static org.holdfast.history.internal.JsonFields.putAll;
import static org.holdfast.history.internal.JsonFields.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.util.function.Function;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.PortRange;
import org.holdfast.model.ownership.Application;
import org.holdfast.model.ownership.ArpPolicy;
import org.holdfast.model.ownership.Protocol;
import org.holdfast.model.ownership.Service;

/**
 * A service's definition as JSON text. Every field is written and read by name here, not found by reflection: what is
 * on disk stays readable when a record of the model is renamed.
 */
final class ServiceJson {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ServiceJson() {}

    static String write(Service service) {
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
        FailoverJson.write(service.failover(), json.putObject("failover"));
        return json.toString();
    }

    /** @throws IllegalArgumentException when the text is not what {@link #write} writes */
    static Service read(String text) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a stored service definition is no JSON: " + e.getOriginalMessage(), e);
        }
        JsonNode app = field(json, "application");
        return new Service(
                text(json, "name"),
                all(json, "addresses", InetAddress::ofLiteral),
                all(json, "ports", PortRange::parse),
                Protocol.valueOf(text(json, "protocol")),
                new Application(
                        text(app, "name"),
                        all(app, "command", Function.identity()),
                        Endpoint.parse(text(app, "local"))),
                FailoverJson.read(field(json, "failover")),
                ArpPolicy.valueOf(text(json, "arp")));
    }
}
