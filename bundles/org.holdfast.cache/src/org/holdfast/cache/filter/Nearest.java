package org.holdfast.cache.filter;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody may have meant. */
final class Nearest {

    /** Words longer than any name are not compared: the cost grows with the length. */
    private static final int LONGEST = 40;

    private Nearest() {}

    /** The candidate with the fewest typing errors in it, if there are few. */
    static Optional<String> to(String typed, Collection<String> candidates) {
        if (typed.length() > LONGEST) {
            return Optional.empty();
        }
        String word = typed.toLowerCase(Locale.ROOT);
        int best = Math.max(1, word.length() / 3) + 1;
        String nearest = null;
        for (String candidate : candidates) {
            int errors = errors(word, candidate.toLowerCase(Locale.ROOT));
            if (errors < best) {
                best = errors;
                nearest = candidate;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** {@code "; did you mean 'port'?"}, or nothing. */
    static String hint(String typed, Collection<String> candidates) {
        return to(typed, candidates)
                .map(word -> "; did you mean '" + word + "'?")
                .orElse("");
    }

    /** Characters added, left out, changed or swapped with their neighbor. */
    private static int errors(String a, String b) {
        int[][] errors = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    errors[i][j] = i + j;
                    continue;
                }
                int changed = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                errors[i][j] =
                        Math.min(errors[i - 1][j - 1] + changed, 1 + Math.min(errors[i - 1][j], errors[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    errors[i][j] = Math.min(errors[i][j], errors[i - 2][j - 2] + 1);
                }
            }
        }
        return errors[a.length()][b.length()];
    }
}
