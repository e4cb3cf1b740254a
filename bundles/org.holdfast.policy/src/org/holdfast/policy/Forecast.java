package org.holdfast.policy;

import java.util.List;

/**
 * What would happen.
 *
 * @param evaluations the very decisions that would be made, one for each service concerned
 * @param connections every live connection of these services, in the order of the services and their first packets
 */
public record Forecast(List<Evaluation> evaluations, List<ConnectionForecast> connections) {

    public Forecast {
        evaluations = List.copyOf(evaluations);
        connections = List.copyOf(connections);
    }

    /** How many connections would be continued. */
    public long surviving() {
        return connections.stream().filter(c -> c.verdict().survives()).count();
    }
}
