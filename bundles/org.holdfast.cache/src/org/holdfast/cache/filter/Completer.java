package org.holdfast.cache.filter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Finds what may stand at the caret: parses what is before it and asks the error what it had expected. */
final class Completer {

    private final Collection<String> services;
    private final List<Completion> completions = new ArrayList<>();
    private final String typed;
    private final int start;
    private final int end;

    private Completer(Collection<String> services, String typed, int start, int end) {
        this.services = services;
        this.typed = typed;
        this.start = start;
        this.end = end;
    }

    static List<Completion> complete(String text, int caret, Collection<String> services) {
        int quote = openQuote(text, caret);
        int start = quote >= 0 ? quote : wordStart(text, caret);
        int end = quote >= 0 ? caret : wordEnd(text, caret);
        String typed = text.substring(quote >= 0 ? quote + 1 : start, caret);
        Completer completer = new Completer(services, typed, start, end);
        completer.offer(text.substring(0, start));
        return List.copyOf(completer.completions);
    }

    private void offer(String before) {
        try {
            Parser.parse(before);
            offer(before.isBlank() ? Expected.CONDITION : Expected.CONNECTOR);
        } catch (FilterException e) {
            if (e.expected() != null && e.position() == before.length()) {
                offer(e.expected());
            }
        }
    }

    private void offer(Expected expected) {
        switch (expected.place()) {
            case CONDITION -> {
                Fields.all().forEach(field -> add(field.name(), field.description()));
                for (Keyword keyword : Keyword.values()) {
                    add(keyword.word(), keyword.description());
                }
                add("not", "what follows doesn't hold");
            }
            case CONNECTOR -> {
                add("and", "both hold");
                add("or", "at least one holds");
            }
            case COMPARISON -> {
                values(expected.field());
                expected.field().operators().forEach(operator -> add(operator.symbol(), ""));
            }
            case VALUE -> values(expected.field());
            case SET_CONNECTOR -> {
                add(",", "one more");
                add("}", "end of the set");
            }
        }
    }

    private void values(Field<?> field) {
        field.suggestions(typed).forEach(value -> add(value, ""));
        if (field instanceof TextField texts && texts.name().equals("service")) {
            for (String service : services) {
                if (startsWithTyped(service)) {
                    StringBuilder written = new StringBuilder();
                    texts.write(service, written);
                    completions.add(new Completion(start, end, written.toString(), "service"));
                }
            }
        }
    }

    private void add(String text, String description) {
        if (startsWithTyped(text)) {
            completions.add(new Completion(start, end, text, description));
        }
    }

    private boolean startsWithTyped(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith(typed.toLowerCase(Locale.ROOT));
    }

    /** Where the quote begins that isn't closed before the caret; -1 without one. */
    private static int openQuote(String text, int caret) {
        int open = -1;
        for (int i = 0; i < caret; i++) {
            if (text.charAt(i) == '\\' && open >= 0) {
                i++;
            } else if (text.charAt(i) == '"') {
                open = open < 0 ? i : -1;
            }
        }
        return open;
    }

    private static int wordStart(String text, int caret) {
        int start = caret;
        while (start > 0 && Lexer.isWordCharacter(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static int wordEnd(String text, int caret) {
        int end = caret;
        while (end < text.length() && Lexer.isWordCharacter(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
