package org.holdfast.cache.pcap.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.cache.CaptureFileException;
import org.holdfast.cache.CaptureSource;
import org.holdfast.cache.FileCaptureSource;
import org.holdfast.cache.FrameSink;

/** Keeps each frame as text: time in nanoseconds, link type, captured bytes, original length. */
final class Frames implements FrameSink {

    private final List<String> all = new ArrayList<>();
    private int open;

    /** The frames of a file without a fault. */
    static List<String> of(Path file) throws IOException {
        Frames frames = new Frames();
        frames.read(file);
        return frames.all;
    }

    List<String> all() {
        return all;
    }

    CaptureSource.Statistics read(Path file) throws IOException {
        try (FileCaptureSource source = FileCapture.open(file)) {
            source.run(this);
            return source.statistics();
        } finally {
            assertEquals(0, open, "begin() and end()");
        }
    }

    /** Reads a file with a fault. */
    CaptureFileException readToFault(Path file) {
        return assertThrows(CaptureFileException.class, () -> read(file));
    }

    @Override
    public void begin() {
        open++;
    }

    @Override
    public void end() {
        open--;
    }

    @Override
    public void frame(long timestampNanos, int linkType, ByteBuffer frame, int originalLength) {
        assertEquals(1, open, "a frame is within a burst");
        assertEquals(ByteOrder.BIG_ENDIAN, frame.order());
        all.add(timestampNanos + " " + linkType + " " + StandardCharsets.US_ASCII.decode(frame) + " " + originalLength);
    }
}
