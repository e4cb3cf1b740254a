package org.holdfast.cache.pcap.oracle;

/**
 * Something that the cache and the oracle tell differently.
 *
 * @param capture name of the file
 * @param connection {@code client-server}; followed by {@code #2} for the second one with these ends
 * @param field what differs
 * @param cache what the cache says
 * @param oracle what the oracle says
 */
record Difference(String capture, String connection, Field field, String cache, String oracle) {

    /** What is compared, in the order of causes: who isn't decoded can't be tracked. */
    enum Field {
        /** The cache failed. */
        FAILURE,
        /** The cache sees no connection with these ends, or only the cache does. */
        ENDS,
        /** A different number of segments, of all connections with these ends together. */
        PACKETS,
        /** A different number of bytes, of all connections with these ends together. */
        PAYLOAD,
        /** The same segments, divided into more connections or fewer. */
        CONNECTIONS,
        /** Client and server are exchanged. */
        ROLES,
        /** The stream of the client. */
        CLIENT_STREAM,
        /** The stream of the server. */
        SERVER_STREAM
    }

    @Override
    public String toString() {
        return "%s | %s | %s: cache %s, oracle %s".formatted(capture, connection, field, cache, oracle);
    }
}
