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
        if (bytes < 0 || !isSha256(sha256)) {
            throw new IllegalArgumentException("not a stream proof: " + bytes + " bytes, '" + sha256 + "'");
        }
    }

    /** A loop, because a report of many connections asks it a million times. */
    private static boolean isSha256(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return text.length() == 64;
    }
}
