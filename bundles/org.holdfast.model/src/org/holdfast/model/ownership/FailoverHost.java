package org.holdfast.model.ownership;

import java.util.Objects;

/**
 * A host that may take a service over, and how much it is wanted.
 *
 * @param node which host
 * @param weight 0 to 1000; the largest is chosen, among equal ones the first in the policy's order. 0: only when an
 *     operator names it
 */
public record FailoverHost(NodeId node, int weight) {

    /** What a host has that the policy gives no weight. */
    public static final int DEFAULT_WEIGHT = 100;

    private static final int LARGEST_WEIGHT = 1000;

    public FailoverHost {
        Objects.requireNonNull(node, "node");
        if (weight < 0 || weight > LARGEST_WEIGHT) {
            throw new IllegalArgumentException(
                    "the weight of " + node + " is " + weight + "; choose 0 to " + LARGEST_WEIGHT);
        }
    }

    /** {@code beta}, or {@code beta (weight 50)} when it isn't the default. */
    @Override
    public String toString() {
        return weight == DEFAULT_WEIGHT ? node.toString() : node + " (weight " + weight + ")";
    }
}
