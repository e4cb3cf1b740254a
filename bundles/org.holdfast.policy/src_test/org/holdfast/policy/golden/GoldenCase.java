package org.holdfast.policy.golden;

import java.util.List;

/**
 * One case: what is so, what happens, and what is decided.
 *
 * @param title what it is about, one line
 * @param line where it begins in its file, from 1
 * @param given the lines of the situation, those that all cases of the file have in common first
 * @param own those that belong to this case alone
 * @param expected the decisions, as {@link Transcript} writes them
 */
record GoldenCase(String title, int line, List<String> given, List<String> own, List<String> expected) {

    GoldenCase {
        given = List.copyOf(given);
        own = List.copyOf(own);
        expected = List.copyOf(expected);
    }

    /** What is decided. */
    List<String> decided() {
        return Transcript.of(new Situation(given));
    }
}
