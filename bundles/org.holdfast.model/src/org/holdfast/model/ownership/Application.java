package org.holdfast.model.ownership;

import java.util.List;
import java.util.Objects;
import org.holdfast.model.net.Endpoint;

/**
 * The application behind a service: every host of the service runs its own copy.
 *
 * @param name what people call it
 * @param command how it is started, program first; empty when something else starts it
 * @param local where the copy on the same host listens, for replay and health checks
 */
public record Application(String name, List<String> command, Endpoint local) {

    public Application {
        Objects.requireNonNull(name, "name");
        command = List.copyOf(command);
        Objects.requireNonNull(local, "local");
    }
}
