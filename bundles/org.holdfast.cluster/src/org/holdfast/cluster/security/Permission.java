package org.holdfast.cluster.security;

/** Actions that not everybody may order, and the least role for each. */
public enum Permission {
    READ("to look", AccessRole.VIEWER),
    TAKE_OVER("to order a takeover", AccessRole.OPERATOR),
    MIGRATE("to move a service or a connection", AccessRole.OPERATOR),
    HAND_OVER("to hand connections over", AccessRole.OPERATOR),
    MAINTENANCE("to begin or end maintenance", AccessRole.OPERATOR),
    APPLY_POLICY("to apply a policy", AccessRole.ADMINISTRATOR);

    private final String action;
    private final AccessRole least;

    Permission(String action, AccessRole least) {
        this.action = action;
        this.least = least;
    }

    /** For sentences: {@code to move a service or a connection}. */
    public String action() {
        return action;
    }

    public AccessRole least() {
        return least;
    }
}
