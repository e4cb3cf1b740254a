package org.holdfast.cache.filter;

import java.net.Inet6Address;
import java.util.Locale;
import org.holdfast.model.tcp.ConnectionSummary;

/** Words that are conditions by themselves. */
enum Keyword {
    IPV4("connections over IPv4"),
    IPV6("connections over IPv6"),
    LIVE("connections that still carry bytes");

    private final String description;

    Keyword(String description) {
        this.description = description;
    }

    boolean holds(ConnectionSummary connection) {
        return switch (this) {
            case IPV4 -> !isIpv6(connection);
            case IPV6 -> isIpv6(connection);
            case LIVE -> connection.state().isLive();
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String description() {
        return description;
    }

    /** The keyword that a token is; null for another token. */
    static Keyword of(Token token) {
        for (Keyword keyword : values()) {
            if (token.isWord(keyword.name())) {
                return keyword;
            }
        }
        return null;
    }

    private static boolean isIpv6(ConnectionSummary connection) {
        return connection.tuple().service().address() instanceof Inet6Address;
    }
}
