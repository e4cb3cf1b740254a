package org.holdfast.cache.filter;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.holdfast.model.tcp.ConnectionSummary;

/** Compares text, whole, in part or with a pattern of {@code *} and {@code ?}. Case is no matter. */
final class TextField extends Field<String> {

    private static final List<Operator> OPERATORS =
            List.of(Operator.EQUAL, Operator.NOT_EQUAL, Operator.CONTAINS, Operator.MATCHES);

    private final Function<ConnectionSummary, String> content;

    TextField(String name, String description, Function<ConnectionSummary, String> content) {
        super(name, description);
        this.content = content;
    }

    @Override
    List<Operator> operators() {
        return OPERATORS;
    }

    @Override
    String form() {
        return "a name or a \"quoted text\"";
    }

    @Override
    String parse(String text, int position) {
        return text;
    }

    @Override
    boolean fits(ConnectionSummary connection, Instant now, Operator operator, String value) {
        String text = content.apply(connection);
        return switch (operator) {
            case EQUAL -> text.equalsIgnoreCase(value);
            case CONTAINS -> contains(text, value);
            case MATCHES -> Pattern.matches(value, text);
            case NOT_EQUAL, LESS, AT_MOST, GREATER, AT_LEAST ->
                throw new IllegalArgumentException("text isn't compared by " + operator.symbol());
        };
    }

    private static boolean contains(String text, String part) {
        for (int i = 0; i <= text.length() - part.length(); i++) {
            if (text.regionMatches(true, i, part, 0, part.length())) {
                return true;
            }
        }
        return false;
    }

    @Override
    void write(String value, StringBuilder out) {
        boolean plain = !value.isEmpty()
                && value.chars().allMatch(c -> Lexer.isWordCharacter((char) c))
                && new Token(Token.Kind.WORD, value, 0).isValue()
                && Operator.of(new Token(Token.Kind.WORD, value, 0)) == null;
        if (plain) {
            out.append(value);
            return;
        }
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            out.append(c == '"' || c == '\\' ? "\\" : "").append(c);
        }
        out.append('"');
    }
}
