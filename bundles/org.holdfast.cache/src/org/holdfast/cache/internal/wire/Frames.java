package org.holdfast.cache.internal.wire;

/**
 * What all frames have in common, in every version: magic {@code HFCI} (4 bytes), version (2), type (1), zero (1), length
 * of the payload (4), payload, CRC32C of all before (4). Big-endian.
 */
public final class Frames {

    /** The single hand-over. */
    static final int HAND_OVER_VERSION = 1;

    /** The feed. */
    public static final int FEED_VERSION = 2;

    static final int MAGIC = 0x48464349; // "HFCI"

    /** Bytes before the payload. */
    static final int HEADER = 12;

    /** Bytes after the payload. */
    static final int TRAILER = 4;

    /** Where in the header the version stands. */
    static final int VERSION_AT = 4;

    static final int TYPE_AT = 6;
    static final int ZERO_AT = 7;
    static final int LENGTH_AT = 8;

    static final int LARGEST_PAYLOAD = 256 << 10;

    private Frames() {}
}
