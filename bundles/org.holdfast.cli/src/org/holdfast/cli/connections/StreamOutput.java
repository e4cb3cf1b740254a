package org.holdfast.cli.connections;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.holdfast.cache.StreamSink;

/** Bytes of a stream on their way to standard output, through one buffer. */
final class StreamOutput implements StreamSink {

    private final PrintStream out;
    private final byte[] buffer = new byte[1 << 16];
    private int used;
    private long taken;

    StreamOutput(PrintStream out) {
        this.out = out;
    }

    /** @throws UncheckedIOException when nobody reads any more; so the reading of the file ends as well */
    @Override
    public void accept(ByteBuffer bytes) {
        taken += bytes.remaining();
        while (bytes.hasRemaining()) {
            int part = Math.min(bytes.remaining(), buffer.length - used);
            bytes.get(buffer, used, part);
            used += part;
            if (used == buffer.length) {
                flushUnchecked();
            }
        }
    }

    /** Bytes so far. */
    long taken() {
        return taken;
    }

    /** Brings everything out. */
    void flush() throws IOException {
        out.write(buffer, 0, used);
        used = 0;
        if (out.checkError()) {
            throw new IOException("standard output can't be written; nobody may be reading it any more");
        }
    }

    private void flushUnchecked() {
        try {
            flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
