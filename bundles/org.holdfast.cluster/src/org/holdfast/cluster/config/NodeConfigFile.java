package org.holdfast.cluster.config;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.holdfast.cluster.config.internal.ConfigReader;
import org.holdfast.cluster.config.internal.ConfigWriter;
import org.holdfast.cluster.config.internal.FileCheck;

/**
 * The file of one node, in TOML. Times are written as {@code "50ms"}, {@code "1.5s"} or {@code "5min"}, sizes as
 * {@code "64MiB"}, addresses as literals. Reading is strict: a key that isn't known is an error, so that a misspelt one
 * can't be overlooked.
 */
public final class NodeConfigFile {

    private NodeConfigFile() {}

    /** @throws ConfigException when the file can't be read or says something that can't be meant */
    public static NodeConfig read(Path toml) throws ConfigException {
        return ConfigReader.read(toml);
    }

    /**
     * Reads the file and what it names, and says what is wrong: the first error of the file, or of its certificates, and
     * warnings. Empty when all is well.
     *
     * @param now certificates have an end
     */
    public static List<Finding> check(Path toml, InstantSource now) {
        return FileCheck.check(toml, now);
    }

    /** The text of a file that {@link #read} reads back as an equal configuration. */
    public static String write(NodeConfig config) {
        return ConfigWriter.write(config);
    }
}
