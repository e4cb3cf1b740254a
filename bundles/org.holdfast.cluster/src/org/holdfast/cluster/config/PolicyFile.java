package org.holdfast.cluster.config;

import java.nio.file.Path;
import org.holdfast.cluster.config.internal.ConfigReader;
import org.holdfast.cluster.config.internal.ConfigWriter;
import org.holdfast.model.policy.PolicySet;

/**
 * A cluster's policies as text, in TOML: the tables {@code [[service]]}, {@code [[host]]} and {@code [[maintenance]]} of a
 * node's file, and nothing else. It is what people edit and members agree on. Whether the set can be meant is said by
 * {@link org.holdfast.model.policy.PolicyCheck}, which knows the members.
 */
public final class PolicyFile {

    private PolicyFile() {}

    /** @throws ConfigException when the file can't be read or is no policy set */
    public static PolicySet read(Path toml) throws ConfigException {
        return ConfigReader.readPolicies(toml);
    }

    /**
     * Reads a text that isn't in a file.
     *
     * @param name what messages call it in a file's place
     * @throws ConfigException when it is no policy set
     */
    public static PolicySet parse(Path name, String toml) throws ConfigException {
        return ConfigReader.parsePolicies(name, toml);
    }

    /** A text that is read back as an equal set. */
    public static String write(PolicySet policies) {
        return ConfigWriter.write(policies);
    }
}
