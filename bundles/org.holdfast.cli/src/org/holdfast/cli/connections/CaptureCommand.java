package org.holdfast.cli.connections;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.holdfast.cache.CacheSettings;
import org.holdfast.cache.CaptureSource;
import org.holdfast.cache.Checksums;
import org.holdfast.cache.ConnectionCache;
import org.holdfast.cache.Limits;
import org.holdfast.cache.Selector;
import org.holdfast.cache.pcap.PcapCaptureSources;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code holdfast capture}. */
@Command(name = "capture", description = "Captures TCP connections on an interface until Ctrl+C.")
public final class CaptureCommand implements Callable<Integer> {

    private static final long SEGMENT_BYTES = 64L << 20;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--interface",
            required = true,
            paramLabel = "IF",
            description = "Where to listen; 'holdfast interfaces' lists them.")
    private String interfaceName;

    @Option(
            names = "--write",
            required = true,
            paramLabel = "DIR",
            description = "Where the packets go, as pcapng segments; for each capture a directory of its own.")
    private Path directory;

    @Option(
            names = "--filter",
            paramLabel = "BPF",
            defaultValue = "tcp",
            description = "Which packets, as pcap-filter(7) writes it ('${DEFAULT-VALUE}').")
    private String filter;

    @Option(
            names = "--buffer",
            paramLabel = "BYTES",
            defaultValue = "64MiB",
            converter = ByteSize.Converter.class,
            description = "The kernel's buffer: what a burst may bring (${DEFAULT-VALUE}).")
    private ByteSize buffer;

    @Option(
            names = "--limit",
            paramLabel = "BYTES",
            defaultValue = "8GiB",
            converter = ByteSize.Converter.class,
            description = "At most so much is kept; the oldest goes first (${DEFAULT-VALUE}).")
    private ByteSize limit;

    @Option(
            names = "--checksums",
            paramLabel = "ignore|count|drop",
            defaultValue = "ignore",
            converter = ChecksumsConverter.class,
            description = "What is done about frames with wrong checksums (${DEFAULT-VALUE}); where packets are sent, "
                    + "the network card has yet to compute them.")
    private Checksums checksums;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (buffer.bytes() > Integer.MAX_VALUE) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--buffer: the kernel takes less than 2GiB");
        }
        Limits limits = limits();
        return GracefulEnd.of(end -> capture(end, limits));
    }

    private int capture(GracefulEnd end, Limits limits) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        // The source first: without the right to capture, the directory stays as it is.
        try (CaptureSource source = new PcapCaptureSources().openLive(interfaceName, (int) buffer.bytes(), filter);
                ConnectionCache cache = new ConnectionCache(directory, settings(limits), new Selector(List.of()))) {
            end.stopBy(source::close);
            err.println("capturing on " + interfaceName + " into " + directory + "; Ctrl+C ends it");
            return new CaptureRun(source, cache, InstantSource.system(), err).untilClosed();
        }
    }

    /** Nothing is handed over or reported from here, so no proofs: digests would take half of the time. */
    private CacheSettings settings(Limits limits) {
        return CacheSettings.LIVE.withLimits(limits).withProofs(false).withChecksums(checksums);
    }

    private Limits limits() {
        try {
            return new Limits(limit.bytes(), Math.min(SEGMENT_BYTES, limit.bytes()));
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--limit: " + e.getMessage());
        }
    }

    /** Lower case, as the option says it. */
    static final class ChecksumsConverter implements CommandLine.ITypeConverter<Checksums> {

        @Override
        public Checksums convert(String value) {
            for (Checksums candidate : Checksums.values()) {
                if (candidate.name().toLowerCase(Locale.ROOT).equals(value)) {
                    return candidate;
                }
            }
            throw new CommandLine.TypeConversionException("'" + value + "' is none of ignore, count, drop");
        }
    }
}
