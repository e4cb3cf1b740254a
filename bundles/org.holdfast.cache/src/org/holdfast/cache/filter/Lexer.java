package org.holdfast.cache.filter;

import java.util.ArrayList;
import java.util.List;

/** Cuts an expression into tokens. Addresses, ranges and numbers with units are one word each. */
final class Lexer {

    private static final List<String> SYMBOLS =
            List.of("&&", "||", "==", "!=", "<=", ">=", "(", ")", "{", "}", ",", "!", "=", "<", ">");
    private static final String NO_WORD = "(){},!=<>&|\"";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /** The tokens, {@link Token.Kind#END} last. */
    static List<Token> tokens(String text) throws FilterException {
        return new Lexer(text).read();
    }

    static boolean isWordCharacter(char c) {
        return !Character.isWhitespace(c) && NO_WORD.indexOf(c) < 0;
    }

    private List<Token> read() throws FilterException {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (c == '"') {
                quoted();
            } else if (isWordCharacter(c)) {
                word();
            } else {
                symbol();
            }
        }
        tokens.add(new Token(Token.Kind.END, "", text.length()));
        return tokens;
    }

    private void word() {
        int start = at;
        while (at < text.length() && isWordCharacter(text.charAt(at))) {
            at++;
        }
        tokens.add(new Token(Token.Kind.WORD, text.substring(start, at), start));
    }

    private void quoted() throws FilterException {
        int start = at++;
        StringBuilder content = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            content.append(text.charAt(at++));
        }
        if (at == text.length()) {
            throw new FilterException("this quote has no end", start);
        }
        at++;
        tokens.add(new Token(Token.Kind.QUOTED, content.toString(), start));
    }

    private void symbol() throws FilterException {
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                tokens.add(new Token(Token.Kind.SYMBOL, symbol, at));
                at += symbol.length();
                return;
            }
        }
        char c = text.charAt(at);
        throw new FilterException("a single " + c + " means nothing here; did you mean " + c + c + "?", at);
    }
}
