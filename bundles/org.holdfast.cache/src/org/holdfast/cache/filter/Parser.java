package org.holdfast.cache.filter;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads an expression by recursive descent:
 *
 * <pre>
 * any       = all { ("or" | "||") all }
 * all       = one { ("and" | "&amp;&amp;") one }
 * one       = ("not" | "!") one | "(" any ")" | keyword | comparison
 * comparison = field [operator] ( value | "{" value { "," value } "}" )
 * </pre>
 */
final class Parser {

    /** Keeps hostile input from using up the stack. */
    private static final int DEEPEST = 100;

    private final List<Token> tokens;
    private int next;

    private Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    static Condition parse(String text) throws FilterException {
        return new Parser(Lexer.tokens(text)).whole();
    }

    private Condition whole() throws FilterException {
        if (peek().kind() == Token.Kind.END && next == 0) {
            return new Condition.All(List.of());
        }
        Condition condition = any(0);
        if (peek().isSymbol(")")) {
            throw new FilterException("this ')' has no '('", peek().position());
        }
        if (peek().kind() != Token.Kind.END) {
            throw expectedConnector("'and', 'or' or the end");
        }
        return condition;
    }

    private Condition any(int depth) throws FilterException {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(all(depth));
        } while (take("or", "||"));
        return Condition.AnyOf.of(parts);
    }

    private Condition all(int depth) throws FilterException {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(one(depth));
        } while (take("and", "&&"));
        return Condition.All.of(parts);
    }

    private Condition one(int depth) throws FilterException {
        if (depth > DEEPEST) {
            throw new FilterException("this is nested more than " + DEEPEST + " deep", peek().position());
        }
        if (take("not", "!")) {
            return Condition.Not.of(one(depth + 1));
        }
        Token first = peek();
        if (first.isSymbol("(")) {
            next++;
            Condition inner = any(depth + 1);
            if (!peek().isSymbol(")")) {
                throw expectedConnector("'and', 'or' or ')' for the '(' at character " + (first.position() + 1));
            }
            next++;
            return inner;
        }
        Keyword keyword = Keyword.of(first);
        if (keyword != null) {
            next++;
            return new Condition.Flag(keyword);
        }
        return comparison(field());
    }

    private Field<?> field() throws FilterException {
        Token token = peek();
        if (token.kind() != Token.Kind.WORD || token.isKeyword()) {
            String instead = token.kind() == Token.Kind.END ? "" : ", not '" + token.text() + "'";
            throw new FilterException(
                    "a condition is expected here, like port 80" + instead, token.position(), Expected.CONDITION);
        }
        Field<?> field = Fields.find(token.text());
        if (field == null) {
            throw new FilterException(Unknown.field(token.text()), token.position(), Expected.CONDITION);
        }
        next++;
        return field;
    }

    private <V> Condition comparison(Field<V> field) throws FilterException {
        Token operatorToken = peek();
        Operator operator = Operator.of(operatorToken);
        if (operator != null) {
            if (!field.operators().contains(operator)) {
                String symbols = String.join(
                        " ", field.operators().stream().map(Operator::symbol).toList());
                throw new FilterException(
                        "'" + field.name() + "' takes " + symbols + ", not " + operator.symbol(),
                        operatorToken.position(),
                        Expected.comparison(field));
            }
            next++;
        }
        List<V> values = peek().isSymbol("{") ? set(field, operator) : List.of(value(field, operator));
        return new Condition.Comparison<>(field, operator == null ? Operator.EQUAL : operator, values);
    }

    private <V> List<V> set(Field<V> field, Operator operator) throws FilterException {
        if (operator != null && operator != Operator.EQUAL && operator != Operator.NOT_EQUAL) {
            throw new FilterException("a set goes with == or !=, not with " + operator.symbol(), peek().position());
        }
        List<V> values = new ArrayList<>();
        do {
            next++;
            V value = value(field, Operator.EQUAL);
            if (!values.contains(value)) {
                values.add(value);
            }
        } while (peek().isSymbol(","));
        if (!peek().isSymbol("}")) {
            throw new FilterException("',' or '}' is expected here", peek().position(), Expected.SET_CONNECTOR);
        }
        next++;
        return List.copyOf(values);
    }

    private <V> V value(Field<V> field, Operator operator) throws FilterException {
        Token token = peek();
        if (!token.isValue()) {
            throw new FilterException(
                    field.form() + " is expected here, after '" + field.name() + "'",
                    token.position(),
                    operator == null ? Expected.comparison(field) : Expected.value(field));
        }
        next++;
        String text = token.text();
        if (token.kind() == Token.Kind.WORD && peek().kind() == Token.Kind.WORD && field.goesOn(text, peek().text())) {
            text += peek().text();
            next++;
        }
        V value = field.parse(text, token.position());
        if (operator != null && operator.isOrder() && !field.hasOrder(value)) {
            throw new FilterException("a range goes with == or !=, not with " + operator.symbol(), token.position());
        }
        return value;
    }

    private FilterException expectedConnector(String what) {
        Token token = peek();
        String hint = token.kind() == Token.Kind.WORD ? Nearest.hint(token.text(), List.of("and", "or")) : "";
        return new FilterException(what + " is expected here" + hint, token.position(), Expected.CONNECTOR);
    }

    private boolean take(String word, String symbol) {
        boolean found = peek().isWord(word) || peek().isSymbol(symbol);
        if (found) {
            next++;
        }
        return found;
    }

    private Token peek() {
        return tokens.get(next);
    }
}
