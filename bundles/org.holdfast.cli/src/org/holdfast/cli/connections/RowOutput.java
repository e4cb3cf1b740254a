package org.holdfast.cli.connections;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Text on its way to standard output, gathered in one buffer that is used again. Two conversions of large pieces cost
 * less than many of small ones.
 */
final class RowOutput {

    private static final int PIECE = 1 << 16;

    private final PrintStream out;
    private final StringBuilder text = new StringBuilder(PIECE + (PIECE >> 1));

    RowOutput(PrintStream out) {
        this.out = out;
    }

    /** Where the next row is appended. */
    StringBuilder text() {
        return text;
    }

    /** Ends the row. */
    void endRow() throws IOException {
        text.append('\n');
        if (text.length() >= PIECE) {
            flush();
        }
    }

    /** Brings everything out. */
    void flush() throws IOException {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        text.setLength(0);
        out.write(bytes, 0, bytes.length);
        if (out.checkError()) {
            throw new IOException("standard output can't be written; nobody may be reading it any more");
        }
    }
}
