package org.holdfast.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.holdfast.cache.CacheSettings;
import org.holdfast.cache.CaptureSource;
import org.holdfast.cache.ConnectionCache;
import org.holdfast.cache.Limits;
import org.holdfast.cache.Selector;
import org.holdfast.cache.pcap.PcapCaptureSources;

/** Reads a capture file through a connection cache, with or without storing its packets. Timed from outside. */
public final class ReadTrace {

    private static final Limits ALL = new Limits(64L << 30, 64L << 20);

    private ReadTrace() {}

    /**
     * {@code FILE} tracks only; {@code FILE DIRECTORY} stores everything in segments there, too. Both do all that
     * tracking does, and neither computes digests.
     */
    public static void main(String[] arguments) throws IOException {
        boolean stores = arguments.length > 1;
        try (ConnectionCache cache = stores
                        ? new ConnectionCache(Path.of(arguments[1]), CacheSettings.FILE.withLimits(ALL), new Selector(List.of()))
                        : ConnectionCache.forFile(CacheSettings.FILE);
                CaptureSource file = new PcapCaptureSources().openFile(Path.of(arguments[0]))) {
            file.run(cache);
            cache.endOfFile();
            System.out.println(cache.counters());
        }
    }
}
