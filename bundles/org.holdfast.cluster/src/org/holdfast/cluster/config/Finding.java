package org.holdfast.cluster.config;

import java.util.Objects;

/**
 * Something that is wrong with a node's file or with what it names, or soon will be.
 *
 * @param severity whether the node can run with it
 * @param line counted from 1; 0 when it has no place in the file
 * @param column counted from 1; 0 when it has none
 * @param key the key's path as in {@code service[0].failover.home}; may be empty
 * @param what what is wrong and what is allowed
 */
public record Finding(Severity severity, int line, int column, String key, String what) {

    /** How bad it is. */
    public enum Severity {
        ERROR,
        WARNING
    }

    public Finding {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(what, "what");
    }
}
