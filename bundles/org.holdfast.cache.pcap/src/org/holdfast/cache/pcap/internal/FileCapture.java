package org.holdfast.cache.pcap.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.holdfast.cache.FileCaptureSource;
import org.holdfast.cache.FrameSink;

/** Reads a capture file; which format it has, its first bytes tell. */
public final class FileCapture implements FileCaptureSource {

    private final RawFile file;
    private final FileInput input;
    private final RecordReader reader;
    private volatile Statistics statistics = new Statistics(0, 0, 0);
    private volatile boolean closed;

    private FileCapture(RawFile file, FileInput input, RecordReader reader) {
        this.file = file;
        this.input = input;
        this.reader = reader;
    }

    /** Opens a file and looks at its beginning. */
    public static FileCapture open(Path path) throws IOException {
        RawFile file = RawFile.open(path);
        try {
            FileInput input = FileInput.of(file);
            return new FileCapture(file, input, reader(input));
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static RecordReader reader(FileInput input) throws IOException {
        if (!input.has(4)) {
            throw input.fault(0, "the file is empty or ends at once: it is neither pcap nor pcapng");
        }
        int magic = input.numbers().getInt(input.position());
        if (magic == PcapngReader.SECTION_HEADER) {
            return new PcapngReader(input);
        }
        RecordReader pcap = PcapReader.of(input, magic);
        if (pcap == null) {
            throw input.fault(0, "this is neither pcap nor pcapng");
        }
        return pcap;
    }

    @Override
    public void run(FrameSink sink) throws IOException {
        try (file;
                input) {
            input.readAhead();
            do {
                readWindow(sink);
            } while (!closed && input.more());
            if (!closed && input.hasPartOfRecord()) {
                throw input.cut();
            }
        } catch (ClosedChannelException e) {
            if (!closed) {
                throw new IOException("reading " + file.name() + " was interrupted", e);
            }
        }
    }

    private void readWindow(FrameSink sink) throws IOException {
        sink.begin();
        try {
            reader.readWindow(sink);
        } finally {
            statistics = new Statistics(reader.delivered(), reader.droppedByKernel(), reader.droppedByInterface());
            sink.end();
        }
    }

    @Override
    public Statistics statistics() {
        return statistics;
    }

    @Override
    public long bytesRead() {
        return file.bytesRead();
    }

    @Override
    public OptionalLong totalBytes() {
        return file.size();
    }

    /** Also ends a read that waits for a pipe. */
    @Override
    public void close() {
        closed = true;
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing " + file.name() + " failed", e);
        }
    }
}
