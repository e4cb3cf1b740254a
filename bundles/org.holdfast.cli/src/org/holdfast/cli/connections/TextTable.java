package org.holdfast.cli.connections;

import java.util.ArrayList;
import java.util.List;

/** A small table, its columns aligned on the left. */
final class TextTable {

    private final List<String[]> rows = new ArrayList<>();

    TextTable(String... titles) {
        rows.add(titles);
    }

    void add(String... cells) {
        if (cells.length != rows.getFirst().length) {
            throw new IllegalArgumentException(cells.length + " cells in a table of " + rows.getFirst().length);
        }
        rows.add(cells);
    }

    /** The titles and the rows, without blanks at their ends. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                line.append(row[i]).repeat(' ', width(i) - row[i].length() + 2);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row[column].length()).max().orElse(0);
    }
}
