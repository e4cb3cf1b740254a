package org.holdfast.cli.connections;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.holdfast.cache.CaptureFileException;
import org.holdfast.cache.CaptureSource;
import org.holdfast.cache.ConnectionCache;
import org.holdfast.cache.FileCaptureSource;
import org.holdfast.cache.pcap.PcapCaptureSources;
import org.holdfast.model.tcp.ConnectionSummary;

/**
 * A capture file that was read to its end, or to a fault in it.
 *
 * @param cache knows its connections
 * @param statistics what the source counted
 * @param fault what is wrong with the file, and where; all before it was read. Empty when nothing is
 */
record TrackedFile(ConnectionCache cache, CaptureSource.Statistics statistics, String fault) {

    /**
     * Reads a file.
     *
     * @param name of the file, {@code -} for standard input
     * @param cache made for a file; takes the frames
     * @throws IOException when it can't be opened, isn't a capture file, or can't be read on
     */
    static TrackedFile read(String name, ConnectionCache cache) throws IOException {
        Path file = CaptureFile.resolve(name);
        try (FileCaptureSource source = new PcapCaptureSources().openFile(file)) {
            String fault = run(source, cache);
            cache.endOfFile();
            return new TrackedFile(cache, source.statistics(), fault);
        }
    }

    private static String run(CaptureSource source, ConnectionCache cache) throws IOException {
        try {
            source.run(cache);
            return "";
        } catch (CaptureFileException e) {
            return e.getMessage();
        }
    }

    /** In the order of their first packets; the n-th has the number n. */
    List<ConnectionSummary> connections() {
        return cache.connections();
    }

    /** Time of the newest packet: "now" for what is asked of a file. */
    Instant newest() {
        Instant[] newest = {Instant.EPOCH};
        cache.forEachConnection(
                connection -> newest[0] = connection.lastSeen().isAfter(newest[0]) ? connection.lastSeen() : newest[0]);
        return newest[0];
    }
}
