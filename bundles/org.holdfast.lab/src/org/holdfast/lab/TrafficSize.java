package org.holdfast.lab;

/** How much traffic a measurement gets. */
public enum TrafficSize {
    /** What figures are taken from: traces of 1.6 GB and of 352,000 connections. Takes two minutes to make. */
    FULL(124_000_000, 352_000, 5),

    /** Only shows that everything works: traces of a few megabytes. Figures mean nothing. */
    QUICK(2_000_000, 4_000, 1);

    private final long bulkBytes;
    private final int shortConnections;
    private final int liveSeconds;

    TrafficSize(long bulkBytes, int shortConnections, int liveSeconds) {
        this.bulkBytes = bulkBytes;
        this.shortConnections = shortConnections;
        this.liveSeconds = liveSeconds;
    }

    /** Payload of each of the twelve connections of the bulk trace. */
    public long bulkBytes() {
        return bulkBytes;
    }

    /** Connections of the small trace. */
    public int shortConnections() {
        return shortConnections;
    }

    /** How long traffic lasts at each rate of a live trial. */
    public int liveSeconds() {
        return liveSeconds;
    }
}
