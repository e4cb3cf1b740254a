package org.holdfast.model.plan;

import java.util.List;

/**
 * Nothing is done, and why.
 *
 * @param reasons sentences for people, the weightiest first; never empty
 */
public record Refusal(List<String> reasons) implements Decision {

    public Refusal {
        reasons = List.copyOf(reasons);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("a refusal has a reason");
        }
    }
}
