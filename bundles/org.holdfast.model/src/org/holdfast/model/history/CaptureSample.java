package org.holdfast.model.history;

import java.time.Instant;
import java.util.Objects;
import org.holdfast.model.ownership.NodeId;

/**
 * How well a cache heard over a stretch of time, a few seconds to a minute.
 *
 * @param cache who
 * @param interfaceName where
 * @param from begin
 * @param to end, exclusive
 * @param packets frames heard
 * @param bytes bytes of these frames
 * @param droppedByKernel frames lost because the kernel's buffer was full
 * @param droppedByInterface frames lost by the interface
 * @param evictedBytes bytes that the packet memory gave up
 * @param evictedConnections connections whose history isn't whole any longer because of that
 */
public record CaptureSample(
        NodeId cache,
        String interfaceName,
        Instant from,
        Instant to,
        long packets,
        long bytes,
        long droppedByKernel,
        long droppedByInterface,
        long evictedBytes,
        long evictedConnections) {

    public CaptureSample {
        Objects.requireNonNull(cache, "cache");
        Objects.requireNonNull(interfaceName, "interfaceName");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
    }
}
