package org.holdfast.cache.internal.remember;

import java.nio.ByteBuffer;

/**
 * One packet read back.
 *
 * @param timestampNanos time of capture
 * @param linkType the frame's outermost layer
 * @param frame position to limit, big-endian; valid until the reader reads again
 * @param originalLength bytes on the wire
 */
public record StoredPacket(long timestampNanos, int linkType, ByteBuffer frame, int originalLength) {}
