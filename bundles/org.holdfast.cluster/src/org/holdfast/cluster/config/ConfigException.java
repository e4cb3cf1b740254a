package org.holdfast.cluster.config;

import java.nio.file.Path;

/** A configuration file can't be used. The message begins with the place, and says what to do. */
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String place;
    private final String what;

    /**
     * @param file which file
     * @param place {@code line:column} when known, otherwise the key's path as in {@code service[0].failover.home}; may be
     *     empty
     * @param what what is wrong and what to do
     */
    public ConfigException(Path file, String place, String what, Throwable cause) {
        super(file + (place.isEmpty() ? "" : ":" + place) + ": " + what, cause);
        this.place = place;
        this.what = what;
    }

    /** As given. */
    public String place() {
        return place;
    }

    /** As given: the message without the place. */
    public String what() {
        return what;
    }
}
