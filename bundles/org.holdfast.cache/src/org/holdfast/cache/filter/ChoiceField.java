package org.holdfast.cache.filter;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.holdfast.model.tcp.ConnectionSummary;

/** Compares with one of a few names. Case, hyphens, underscores and blanks in a name are no matter. */
final class ChoiceField<E extends Enum<E>> extends Field<E> {

    private static final List<Operator> OPERATORS = List.of(Operator.EQUAL, Operator.NOT_EQUAL);

    private final List<E> choices;
    private final Function<ConnectionSummary, E> choice;

    ChoiceField(String name, String description, Class<E> type, Function<ConnectionSummary, E> choice) {
        super(name, description);
        this.choices = List.of(type.getEnumConstants());
        this.choice = choice;
    }

    @Override
    List<Operator> operators() {
        return OPERATORS;
    }

    @Override
    String form() {
        return "a " + name() + " like " + text(choices.get(choices.size() / 3));
    }

    @Override
    E parse(String text, int position) throws FilterException {
        String plain = plain(text);
        for (E candidate : choices) {
            if (plain(candidate.name()).equals(plain)) {
                return candidate;
            }
        }
        List<String> names = choices.stream().map(ChoiceField::text).toList();
        String hint = Nearest.hint(text, names);
        throw new FilterException(
                "'" + text + "' is no " + name() + (hint.isEmpty() ? "; there are " + String.join(", ", names) : hint),
                position,
                Expected.value(this));
    }

    @Override
    boolean fits(ConnectionSummary connection, Instant now, Operator operator, E value) {
        return choice.apply(connection) == value;
    }

    @Override
    void write(E value, StringBuilder out) {
        out.append(text(value));
    }

    @Override
    List<String> suggestions(String typed) {
        return choices.stream().map(ChoiceField::text).toList();
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String plain(String text) {
        StringBuilder letters = new StringBuilder(text.length());
        for (String part : Arrays.asList(text.split("[-_ ]+"))) {
            letters.append(part.toLowerCase(Locale.ROOT));
        }
        return letters.toString();
    }
}
