package org.holdfast.cache.pcap.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.holdfast.cache.CaptureSource;
import org.holdfast.cache.FrameSink;

/** Reads a capture file; which format it has, its first bytes tell. */
public final class FileCapture implements CaptureSource {

    private final FileInput input;
    private final RecordReader reader;
    private final AtomicLong received = new AtomicLong();
    private volatile boolean closed;

    private FileCapture(FileInput input, RecordReader reader) {
        this.input = input;
        this.reader = reader;
    }

    /** Opens a file and looks at its beginning. */
    public static FileCapture open(Path file) throws IOException {
        FileInput input = new FileInput(file);
        try {
            ByteBuffer magic = input.peek(4);
            RecordReader reader = switch (magic.getInt(magic.position())) {
                case PcapReader.MICROSECONDS,
                        PcapReader.NANOSECONDS,
                        PcapReader.MICROSECONDS_SWAPPED,
                        PcapReader.NANOSECONDS_SWAPPED -> new PcapReader(input);
                case PcapngReader.SECTION_HEADER -> new PcapngReader(input);
                default -> throw input.fault(0, "this is neither pcap nor pcapng");
            };
            return new FileCapture(input, reader);
        } catch (IOException e) {
            input.close();
            throw e;
        }
    }

    @Override
    public void run(FrameSink sink) throws IOException {
        try (input) {
            FrameSink counting = (time, linkType, frame, length) -> {
                received.incrementAndGet();
                sink.frame(time, linkType, frame, length);
            };
            while (!closed && reader.next(counting)) {
                // One record after the other.
            }
        }
    }

    @Override
    public Statistics statistics() {
        return new Statistics(received.get(), 0, 0);
    }

    @Override
    public void close() {
        closed = true;
    }
}
