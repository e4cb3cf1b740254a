package org.holdfast.cluster.config;

import java.util.Objects;

/**
 * Where a cache listens.
 *
 * @param interfaceName the mirror port's interface
 * @param bufferBytes the kernel's capture buffer, at least 1 MiB
 * @param memoryBytes how many bytes of packets are kept, at least 1 MiB
 * @param filter which of the services' connections are captured, as a display filter on ends; empty for all
 * @param keepsLive whether packets of living connections stay when the oldest ones go
 * @param checksums what is done about frames with wrong checksums
 */
public record Capture(
        String interfaceName,
        long bufferBytes,
        long memoryBytes,
        String filter,
        boolean keepsLive,
        Checksums checksums) {

    /** What is done about frames with wrong checksums. */
    public enum Checksums {
        /** They aren't looked at. */
        IGNORE,
        /** They are counted and used. */
        COUNT,
        /** They are counted and left out. */
        DROP
    }

    private static final long LEAST = 1 << 20;

    public Capture {
        if (interfaceName.isBlank()) {
            throw new IllegalArgumentException("capture.interface is empty; name the interface at the mirror port");
        }
        if (bufferBytes < LEAST) {
            throw new IllegalArgumentException("capture.buffer is " + bufferBytes + " bytes; choose at least 1MiB");
        }
        if (memoryBytes < LEAST) {
            throw new IllegalArgumentException("capture.memory is " + memoryBytes + " bytes; choose at least 1MiB");
        }
        Objects.requireNonNull(filter, "filter");
    }
}
