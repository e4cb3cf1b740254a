package org.holdfast.history.internal.connections;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.holdfast.model.tcp.Verdict;

/**
 * What a few bits say of a connection: enough to pass over almost all rows that an answer doesn't hold, never one that
 * it does. The functions are part of the schema: what they return is on disk.
 */
final class Sketches {

    private Sketches() {}

    /** What there are sketches of. */
    enum Kind {
        REMOTE(0),
        SERVICE(1),
        VERDICT(2),
        DURATION(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** The key of a chunk's sketch. */
        long id(long chunk) {
            return 4 * chunk + code;
        }
    }

    /** 16 bits of an address. */
    static int ofRemote(InetAddress address) {
        int hash = hash(address.getAddress());
        return (hash ^ hash >>> 16) & 0xffff;
    }

    /** 8 bits of a service's name. */
    static int ofService(String name) {
        return fold(name);
    }

    /** 8 bits of a verdict. */
    static int ofVerdict(Verdict.Reason reason) {
        return fold(reason.name());
    }

    /** The number of bits of a duration in milliseconds, 0 to 63: the duration is shorter than 2ⁿ ms. */
    static int ofDuration(Instant first, Instant until) {
        return ofDuration(Duration.between(first, until));
    }

    static int ofDuration(Duration duration) {
        return duration.isNegative() ? 0 : Long.SIZE - Long.numberOfLeadingZeros(duration.toMillis());
    }

    private static int fold(String text) {
        int hash = hash(text.getBytes(StandardCharsets.UTF_8));
        hash ^= hash >>> 16;
        return (hash ^ hash >>> 8) & 0xff;
    }

    /** FNV-1a, 32 bits. */
    private static int hash(byte[] bytes) {
        int hash = 0x811c9dc5;
        for (byte b : bytes) {
            hash = (hash ^ b & 0xff) * 0x01000193;
        }
        return hash;
    }
}
