package org.holdfast.cache.filter;

/**
 * A piece of an expression.
 *
 * @param kind what it is
 * @param text the piece; of a quoted string what is between the quotes, escapes resolved
 * @param position index of its first character
 */
record Token(Kind kind, String text, int position) {

    /** Kinds of tokens. */
    enum Kind {
        WORD,
        QUOTED,
        SYMBOL,
        END
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    /** Whether it may be a value. */
    boolean isValue() {
        return kind == Kind.QUOTED || kind == Kind.WORD && !isKeyword();
    }

    /** Whether it is a word of the language itself. */
    boolean isKeyword() {
        return isWord("and") || isWord("or") || isWord("not");
    }
}
