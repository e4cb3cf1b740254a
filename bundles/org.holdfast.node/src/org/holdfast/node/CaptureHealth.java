package org.holdfast.node;

import java.time.Duration;
import java.util.Objects;

/**
 * What the capture hears.
 *
 * @param interfaceName where
 * @param packets frames heard since the start
 * @param droppedByKernel frames lost since the start because the kernel's buffer was full
 * @param droppedByInterface frames lost since the start by the interface or its driver
 * @param packetsPerSecond over the last second
 * @param silence time since the last frame; negative when none was heard yet
 * @param storedBytes bytes of packets in the packet memory
 * @param limitBytes how many it may hold
 * @param givenUpBytes bytes of packets that couldn't be stored, because the disk failed or was too slow
 * @param problem why nothing is captured, for people; empty when all is well
 */
public record CaptureHealth(
        String interfaceName,
        long packets,
        long droppedByKernel,
        long droppedByInterface,
        long packetsPerSecond,
        Duration silence,
        long storedBytes,
        long limitBytes,
        long givenUpBytes,
        String problem) {

    public CaptureHealth {
        Objects.requireNonNull(interfaceName, "interfaceName");
        Objects.requireNonNull(silence, "silence");
        Objects.requireNonNull(problem, "problem");
    }

    /** Frames lost since the start, wherever. */
    public long dropped() {
        return droppedByKernel + droppedByInterface;
    }
}
