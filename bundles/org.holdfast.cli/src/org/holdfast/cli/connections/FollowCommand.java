package org.holdfast.cli.connections;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.holdfast.cache.CacheSettings;
import org.holdfast.cache.ConnectionCache;
import org.holdfast.model.tcp.Direction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast follow}. */
@Command(name = "follow", description = "Writes what one end of a connection sent, byte by byte, up to the first gap.")
public final class FollowCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private ReadOptions read;

    @Parameters(
            paramLabel = "CONNECTION",
            converter = ConnectionName.Converter.class,
            description = "Its number in the list of 'holdfast connections', or its ends: 10.0.0.1:51234-10.0.0.5:80")
    private ConnectionName name;

    @Option(
            names = "--direction",
            required = true,
            paramLabel = "inbound|outbound",
            converter = DirectionConverter.class,
            description = "inbound: what the client sent; outbound: what the server sent.")
    private Direction direction;

    @Override
    public Integer call() throws IOException {
        long number = name.isNumber() ? name.number() : find();
        StreamOutput out = new StreamOutput(System.out);
        try (ConnectionCache cache = ConnectionCache.forFile(CacheSettings.FILE)) {
            cache.follow(number, direction, out);
            TrackedFile file = TrackedFile.read(read.file(), cache);
            if (cache.connection(number).isEmpty()) {
                throw name.missing();
            }
            out.flush();
            if (out.taken() < cache.report(number, direction).streamBytes()) {
                spec.commandLine()
                        .getErr()
                        .println("holdfast: the stream goes on after byte " + out.taken()
                                + ", but what follows was captured too late to be put in order");
                return spec.exitCodeOnExecutionException();
            }
            return read.exitCode(file.fault(), spec);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Ends tell which connection it is only when all have been seen. */
    private long find() throws IOException {
        if (read.file().equals(STANDARD_INPUT)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "standard input can be read only once: name the connection by its number");
        }
        try (ConnectionCache cache = ConnectionCache.forFile(CacheSettings.FILE)) {
            return name.find(TrackedFile.read(read.file(), cache).connections());
        }
    }

    /** Lower case, as the option says it. */
    static final class DirectionConverter implements CommandLine.ITypeConverter<Direction> {

        @Override
        public Direction convert(String value) {
            for (Direction candidate : Direction.values()) {
                if (candidate.name().toLowerCase(Locale.ROOT).equals(value)) {
                    return candidate;
                }
            }
            throw new CommandLine.TypeConversionException("'" + value + "' is neither inbound nor outbound");
        }
    }
}
