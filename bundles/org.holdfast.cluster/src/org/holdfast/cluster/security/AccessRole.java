package org.holdfast.cluster.security;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the holder of a certificate may do. Each role may all that the ones before it may. */
public enum AccessRole {
    /** Sees everything and changes nothing. Enough for a host, which gives no orders. */
    VIEWER,
    /** Moves services and connections. A cache that takes services over needs it. */
    OPERATOR,
    /** Changes policies, too. */
    ADMINISTRATOR;

    /** @throws IllegalArgumentException when there is no such role; the message names all */
    public static AccessRole parse(String text) {
        return Stream.of(values())
                .filter(role -> role.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no role; choose one of "
                        + Stream.of(values()).map(AccessRole::toString).collect(Collectors.joining(", "))));
    }

    /** Why an action is refused to this role; empty when it is permitted. */
    public Optional<String> refusal(String who, Permission permission) {
        return compareTo(permission.least()) >= 0
                ? Optional.empty()
                : Optional.of(permission.action() + " needs the role " + permission.least() + ", and " + who + " is "
                        + this + "; an administrator of the cluster can issue another certificate");
    }

    /** As it stands in certificates and on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
