package org.holdfast.cache.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.holdfast.model.tcp.ConnectionSummary;
import org.junit.jupiter.api.Test;

/** Random expressions: nothing but a {@link FilterException} may come of them. */
class FilterFuzzTest {

    private static final int RUNS = 20_000;
    private static final ConnectionSummary CONNECTION = Connections.connection().get();

    private static final List<String> SOUP = new ArrayList<>(List.of(
            "and",
            "or",
            "not",
            "&&",
            "||",
            "!",
            "(",
            ")",
            "{",
            "}",
            ",",
            "==",
            "=",
            "!=",
            "<",
            "<=",
            ">",
            ">=",
            "contains",
            "matches",
            "\"",
            "\"a b\"",
            "\\",
            "&",
            "|",
            "10.0.0.5",
            "10.0.0.0/8",
            "::1",
            "[::1]:80",
            "2001:db8::/32",
            "1.2.3.4:5",
            "/",
            ":",
            "-",
            "80",
            "80-90",
            "9-8",
            "10MB",
            "1.5GiB",
            "50ms",
            "10",
            "MB",
            "ms",
            "*",
            "?",
            "web",
            "established",
            "survives",
            "gap",
            "ipv4",
            "live",
            " ",
            "\t",
            "\u00b5s",
            "\ud83d",
            "\0",
            "99999999999999999999999",
            "0.",
            ".5",
            "1e9"));

    static {
        SOUP.addAll(Fields.names());
    }

    @Test
    void understandsTokenSoupOrSaysWhereItDoesNot() {
        Random random = new Random(42);
        int understood = 0;
        for (int run = 0; run < RUNS; run++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.append(SOUP.get(random.nextInt(SOUP.size()))).append(random.nextInt(5) == 0 ? "" : " ");
            }
            understood += check(text.toString(), random) ? 1 : 0;
        }
        assertTrue(understood > RUNS / 1000, understood + " understood: too few to test the rest");
    }

    @Test
    void survivesMutations() {
        String good = "host 10.0.0.5 and port {80-90, 443} and (state established or verdict != survives)"
                + " and bytes > 10MB and not service \"a b\" and rtt > 50ms";
        Random random = new Random(43);
        for (int run = 0; run < RUNS; run++) {
            StringBuilder text = new StringBuilder(good);
            for (int i = random.nextInt(4); i >= 0; i--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, (char) (random.nextInt(96) + 32));
                    default -> text.setCharAt(at, text.charAt(random.nextInt(text.length())));
                }
            }
            check(text.toString(), random);
        }
    }

    private static boolean check(String text, Random random) {
        for (Completion completion : DisplayFilter.complete(text, random.nextInt(text.length() + 1))) {
            assertTrue(completion.end() <= text.length(), text);
            assertFalse(completion.text().isEmpty(), text);
        }
        try {
            DisplayFilter filter = DisplayFilter.parse(text);
            filter.matches(CONNECTION, Connections.NOW);
            assertEquals(filter, DisplayFilter.parse(filter.text()), text);
            return true;
        } catch (FilterException e) {
            assertTrue(e.position() >= 0 && e.position() <= text.length(), text);
            assertFalse(e.getMessage().isBlank(), text);
            return false;
        }
    }
}
