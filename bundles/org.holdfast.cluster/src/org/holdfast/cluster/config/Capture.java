package org.holdfast.cluster.config;

/**
 * Where a cache listens.
 *
 * @param interfaceName the mirror port's interface
 * @param bufferBytes the kernel's capture buffer, at least 1 MiB
 * @param memoryBytes how many bytes of packets are kept, at least 1 MiB
 */
public record Capture(String interfaceName, long bufferBytes, long memoryBytes) {

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
    }
}
