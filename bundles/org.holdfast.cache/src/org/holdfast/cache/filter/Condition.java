package org.holdfast.cache.filter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.model.tcp.ConnectionSummary;

/** A compiled expression. Immutable; {@link #matches} allocates nothing. */
sealed interface Condition {

    boolean matches(ConnectionSummary connection, Instant now);

    /** Writes it as the parser reads it, with no more parentheses than needed. */
    void write(StringBuilder out);

    /** Every part holds; without parts it always does. */
    record All(List<Condition> parts) implements Condition {

        static Condition of(List<Condition> conditions) {
            List<Condition> flat = new ArrayList<>();
            for (Condition condition : conditions) {
                if (condition instanceof All(List<Condition> parts)) {
                    flat.addAll(parts);
                } else {
                    flat.add(condition);
                }
            }
            return flat.size() == 1 ? flat.getFirst() : new All(List.copyOf(flat));
        }

        @Override
        public boolean matches(ConnectionSummary connection, Instant now) {
            for (int i = 0; i < parts.size(); i++) {
                if (!parts.get(i).matches(connection, now)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void write(StringBuilder out) {
            for (int i = 0; i < parts.size(); i++) {
                out.append(i == 0 ? "" : " and ");
                Condition part = parts.get(i);
                writePart(part, part instanceof AnyOf, out);
            }
        }
    }

    /** At least one part holds. */
    record AnyOf(List<Condition> parts) implements Condition {

        static Condition of(List<Condition> conditions) {
            List<Condition> flat = new ArrayList<>();
            for (Condition condition : conditions) {
                if (condition instanceof AnyOf(List<Condition> parts)) {
                    flat.addAll(parts);
                } else {
                    flat.add(condition);
                }
            }
            return flat.size() == 1 ? flat.getFirst() : new AnyOf(List.copyOf(flat));
        }

        @Override
        public boolean matches(ConnectionSummary connection, Instant now) {
            for (int i = 0; i < parts.size(); i++) {
                if (parts.get(i).matches(connection, now)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void write(StringBuilder out) {
            for (int i = 0; i < parts.size(); i++) {
                out.append(i == 0 ? "" : " or ");
                writePart(parts.get(i), false, out);
            }
        }
    }

    /** The part doesn't hold. */
    record Not(Condition part) implements Condition {

        static Condition of(Condition condition) {
            return condition instanceof Not(Condition part) ? part : new Not(condition);
        }

        @Override
        public boolean matches(ConnectionSummary connection, Instant now) {
            return !part.matches(connection, now);
        }

        @Override
        public void write(StringBuilder out) {
            out.append("not ");
            writePart(part, part instanceof All || part instanceof AnyOf, out);
        }
    }

    /** A word that is a condition by itself. */
    record Flag(Keyword keyword) implements Condition {

        @Override
        public boolean matches(ConnectionSummary connection, Instant now) {
            return keyword.holds(connection);
        }

        @Override
        public void write(StringBuilder out) {
            out.append(keyword.word());
        }
    }

    /**
     * A field is compared with values, one of which has to fit.
     *
     * @param values more than one only for {@code ==} and {@code !=}
     */
    record Comparison<V>(Field<V> field, Operator operator, List<V> values) implements Condition {

        @Override
        public boolean matches(ConnectionSummary connection, Instant now) {
            if (operator == Operator.NOT_EQUAL) {
                return !anyFits(connection, now, Operator.EQUAL);
            }
            return anyFits(connection, now, operator);
        }

        private boolean anyFits(ConnectionSummary connection, Instant now, Operator positive) {
            for (int i = 0; i < values.size(); i++) {
                if (field.fits(connection, now, positive, values.get(i))) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void write(StringBuilder out) {
            out.append(field.name()).append(' ');
            if (operator != Operator.EQUAL) {
                out.append(operator.symbol()).append(' ');
            }
            out.append(values.size() == 1 ? "" : "{");
            for (int i = 0; i < values.size(); i++) {
                out.append(i == 0 ? "" : ", ");
                field.write(values.get(i), out);
            }
            out.append(values.size() == 1 ? "" : "}");
        }
    }

    private static void writePart(Condition part, boolean parentheses, StringBuilder out) {
        out.append(parentheses ? "(" : "");
        part.write(out);
        out.append(parentheses ? ")" : "");
    }
}
