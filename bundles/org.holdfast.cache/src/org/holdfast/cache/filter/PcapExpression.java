package org.holdfast.cache.filter;

import java.util.List;

/**
 * Writes a condition on ends as an expression of pcap-filter(7). A packet doesn't tell which of its ends is the client,
 * so the expression can only lie on one side of the truth: it lets too much through, or, where it will be negated, too
 * little. Every term stands in parentheses, because pcap's {@code and} and {@code or} bind alike.
 */
final class PcapExpression {

    private static final String EVERYTHING = "";
    private static final String NOTHING = "less 1";

    private PcapExpression() {}

    /** Lets through every packet of the connections that the condition takes; empty for all packets. */
    static String covering(Condition condition) {
        return write(condition, true);
    }

    /** Name of a field that isn't known when a connection begins; empty when there is none. */
    static String unknownField(Condition condition) {
        return switch (condition) {
            case Condition.All(List<Condition> parts) -> unknownField(parts);
            case Condition.AnyOf(List<Condition> parts) -> unknownField(parts);
            case Condition.Not(Condition part) -> unknownField(part);
            case Condition.Flag(Keyword keyword) -> keyword == Keyword.LIVE ? keyword.word() : "";
            case Condition.Comparison<?> comparison ->
                comparison.field() instanceof AddressField || comparison.field() instanceof PortField
                        ? ""
                        : comparison.field().name();
        };
    }

    private static String unknownField(List<Condition> parts) {
        return parts.stream()
                .map(PcapExpression::unknownField)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** @param generous whether to let through too much rather than too little */
    private static String write(Condition condition, boolean generous) {
        return switch (condition) {
            case Condition.All(List<Condition> parts) -> all(parts, generous);
            case Condition.AnyOf(List<Condition> parts) -> anyOf(parts, generous);
            case Condition.Not(Condition part) -> not(write(part, !generous));
            case Condition.Flag(Keyword keyword) -> keyword == Keyword.IPV4 ? "ip" : "ip6";
            case Condition.Comparison<?> comparison -> comparison(comparison, generous);
        };
    }

    private static String all(List<Condition> parts, boolean generous) {
        List<String> terms = parts.stream()
                .map(part -> write(part, generous))
                .filter(term -> !term.equals(EVERYTHING))
                .toList();
        return terms.contains(NOTHING) ? NOTHING : join(terms, " and ", EVERYTHING);
    }

    private static String anyOf(List<Condition> parts, boolean generous) {
        List<String> terms = parts.stream().map(part -> write(part, generous)).toList();
        if (terms.contains(EVERYTHING)) {
            return EVERYTHING;
        }
        return join(terms.stream().filter(term -> !term.equals(NOTHING)).toList(), " or ", NOTHING);
    }

    private static String not(String term) {
        if (term.equals(EVERYTHING)) {
            return NOTHING;
        }
        return term.equals(NOTHING) ? EVERYTHING : "not (" + term + ")";
    }

    private static String comparison(Condition.Comparison<?> comparison, boolean generous) {
        if (comparison.operator() == Operator.NOT_EQUAL) {
            return not(values(comparison, Operator.EQUAL, !generous));
        }
        return values(comparison, comparison.operator(), generous);
    }

    private static String values(Condition.Comparison<?> comparison, Operator operator, boolean generous) {
        Ends ends = switch (comparison.field()) {
            case AddressField field -> field.ends();
            case PortField field -> field.ends();
            default -> throw new IllegalArgumentException(comparison.field().name());
        };
        if (ends != Ends.EITHER && !generous) {
            return NOTHING;
        }
        List<String> terms = comparison.values().stream()
                .map(value -> switch (value) {
                    case AddressRange range -> address(range, generous);
                    case Range range -> ports(range, operator);
                    default -> throw new IllegalArgumentException(String.valueOf(value));
                })
                .filter(term -> !term.equals(NOTHING))
                .toList();
        return join(terms, " or ", NOTHING);
    }

    private static String address(AddressRange range, boolean generous) {
        String term = (range.isHost() ? "host " : "net ") + range.addressText();
        if (range.port() == AddressRange.ANY_PORT) {
            return term;
        }
        // The two could be of different ends.
        return generous ? "(" + term + ") and (port " + range.port() + ")" : NOTHING;
    }

    private static String ports(Range range, Operator operator) {
        long first = switch (operator) {
            case GREATER -> range.first() + 1;
            case LESS, AT_MOST -> 0;
            default -> range.first();
        };
        long last = switch (operator) {
            case LESS -> range.first() - 1;
            case GREATER, AT_LEAST -> 0xffff;
            default -> range.last();
        };
        if (first > last) {
            return NOTHING;
        }
        return first == last ? "port " + first : "portrange " + first + "-" + last;
    }

    private static String join(List<String> terms, String connector, String none) {
        return switch (terms.size()) {
            case 0 -> none;
            case 1 -> terms.getFirst();
            default -> "(" + String.join(")" + connector + "(", terms) + ")";
        };
    }
}
