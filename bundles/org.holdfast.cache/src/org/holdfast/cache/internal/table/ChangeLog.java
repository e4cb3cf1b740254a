package org.holdfast.cache.internal.table;

import java.util.Arrays;
import org.holdfast.cache.internal.track.Connection;

/**
 * In which order connections changed last, so that whoever follows them looks only at those that did. Kept only once
 * somebody asks; then a change costs two writes. Not safe for threads, but {@link #version} is for any.
 */
final class ChangeLog {

    private static final int SMALLEST = 1024;

    /** In the order of changes; a connection that changed again stands there again. */
    private Connection[] changed = {};

    private long[] versions = {};
    private int size;
    private volatile long version;

    /** Takes one connection; says whether it counts as looked at. */
    @FunctionalInterface
    interface Visitor {
        boolean visit(Connection connection, long version);
    }

    boolean isKept() {
        return changed.length > 0;
    }

    /** Begins to keep it. @param connections all that there are */
    void keep(ConnectionIndex connections) {
        if (!isKept()) {
            changed = new Connection[SMALLEST];
            versions = new long[SMALLEST];
            connections.forEach(this::note);
        }
    }

    /** A connection has changed. */
    void note(Connection connection) {
        if (!isKept()) {
            return;
        }
        if (size == changed.length) {
            compact();
        }
        long next = version + 1;
        connection.keep().setVersion(next);
        changed[size] = connection;
        versions[size] = next;
        size++;
        version = next;
    }

    /** Number of the last change of any connection. */
    long version() {
        return version;
    }

    /**
     * Visits each connection that changed after a version, in the order of their last changes.
     *
     * @param most connections that may be looked at
     * @return the version up to which all were visited
     */
    long forEachSince(long since, int most, Visitor visitor) {
        int at = Arrays.binarySearch(versions, 0, size, since + 1);
        int looked = 0;
        for (at = at < 0 ? -at - 1 : at; at < size; at++) {
            if (isLast(at)) {
                if (looked == most) {
                    return versions[at] - 1;
                }
                if (visitor.visit(changed[at], versions[at])) {
                    looked++;
                }
            }
        }
        return version;
    }

    private boolean isLast(int at) {
        return !changed[at].isRemoved() && changed[at].kept().version() == versions[at];
    }

    private void compact() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (isLast(i)) {
                changed[kept] = changed[i];
                versions[kept] = versions[i];
                kept++;
            }
        }
        Arrays.fill(changed, kept, size, null);
        size = kept;
        if (size > changed.length / 2) {
            changed = Arrays.copyOf(changed, changed.length * 2);
            versions = Arrays.copyOf(versions, changed.length);
        }
    }
}
