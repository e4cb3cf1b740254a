package org.holdfast.cache.filter;

import java.util.Locale;

/** How a field is compared with a value. */
enum Operator {
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">="),
    CONTAINS("contains"),
    MATCHES("matches");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    String symbol() {
        return symbol;
    }

    /** Whether the values have an order that it asks for; such an operator takes neither sets nor ranges. */
    boolean isOrder() {
        return switch (this) {
            case LESS, AT_MOST, GREATER, AT_LEAST -> true;
            case EQUAL, NOT_EQUAL, CONTAINS, MATCHES -> false;
        };
    }

    /** The operator that a token is; null for another token. */
    static Operator of(Token token) {
        if (token.kind() == Token.Kind.QUOTED) {
            return null;
        }
        if (token.isSymbol("=")) {
            return EQUAL;
        }
        String text = token.text().toLowerCase(Locale.ROOT);
        for (Operator operator : values()) {
            if (operator.symbol.equals(text)) {
                return operator;
            }
        }
        return null;
    }
}
