package org.holdfast.model.incident;

import java.util.Objects;

/**
 * One direction of a connection up to a moment, as the wire carried it.
 *
 * @param bytes contiguous bytes from the first one
 * @param sha256 of those bytes, 64 hexadecimal digits
 */
public record StreamProof(long bytes, String sha256) {

    public StreamProof {
        Objects.requireNonNull(sha256, "sha256");
        if (bytes < 0 || !sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a stream proof: " + bytes + " bytes, '" + sha256 + "'");
        }
    }
}
