package org.holdfast.model.history;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * What another policy would have come to, simulated on the snapshot of the moment.
 *
 * @param id unique
 * @param at when it was simulated
 * @param incident its number
 * @param alternative the other policy in words
 * @param connections how many connections there were
 * @param survived how many of them survived
 * @param wouldHaveSurvived how many would have survived by the other policy
 * @param sentence what follows from it, for people
 */
public record IncidentLesson(
        UUID id,
        Instant at,
        long incident,
        String alternative,
        int connections,
        int survived,
        int wouldHaveSurvived,
        String sentence)
        implements HistoryFact {

    public IncidentLesson {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(alternative, "alternative");
        Objects.requireNonNull(sentence, "sentence");
        if (connections < 0
                || survived < 0
                || survived > connections
                || wouldHaveSurvived < 0
                || wouldHaveSurvived > connections) {
            throw new IllegalArgumentException(
                    "of " + connections + " connections can't survive " + survived + " or " + wouldHaveSurvived);
        }
    }
}
