package org.holdfast.policy.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of cases. Before the first one stands what all of them have in common. A case begins with {@code ===} and its
 * title, then its situation and event, then {@code ---}, then what is decided.
 *
 * @param path where it is
 * @param common lines before the first case, comments too
 * @param cases in the order of the file
 */
record GoldenFile(Path path, List<String> common, List<GoldenCase> cases) {

    private static final String CASE = "=== ";
    private static final String DECISION = "---";

    GoldenFile {
        common = List.copyOf(common);
        cases = List.copyOf(cases);
    }

    static GoldenFile read(Path path) throws IOException {
        List<String> lines = Files.readAllLines(path);
        int at = 0;
        List<String> common = new ArrayList<>();
        while (at < lines.size() && !lines.get(at).startsWith(CASE)) {
            common.add(lines.get(at++));
        }
        List<GoldenCase> cases = new ArrayList<>();
        while (at < lines.size()) {
            int first = at;
            String title = lines.get(at++).substring(CASE.length());
            List<String> own = new ArrayList<>();
            while (at < lines.size() && !lines.get(at).equals(DECISION)) {
                own.add(lines.get(at++));
            }
            if (at == lines.size()) {
                throw new IOException(path + ":" + (first + 1) + ": '" + title + "' has no line " + DECISION);
            }
            at++;
            List<String> expected = new ArrayList<>();
            while (at < lines.size() && !lines.get(at).startsWith(CASE)) {
                expected.add(lines.get(at++));
            }
            while (!expected.isEmpty() && expected.getLast().isBlank()) {
                expected.removeLast();
            }
            List<String> given = new ArrayList<>(common);
            given.addAll(own);
            cases.add(new GoldenCase(title, first + 1, given, own, expected));
        }
        return new GoldenFile(path, common, cases);
    }

    /** Writes it again with what is decided now. */
    void rewrite() throws IOException {
        List<String> lines = new ArrayList<>(common);
        for (GoldenCase golden : cases) {
            lines.add(CASE + golden.title());
            lines.addAll(golden.own());
            lines.add(DECISION);
            lines.addAll(golden.decided());
            lines.add("");
        }
        lines.removeLast();
        Files.write(path, lines);
    }
}
