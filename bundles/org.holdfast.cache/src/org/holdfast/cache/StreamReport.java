package org.holdfast.cache;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What was captured of one direction of a connection. The first byte of the stream is the one after the SYN, or the
 * first captured one where no SYN was.
 *
 * @param packets segments, empty ones included
 * @param payloadBytes bytes of payload, repeats included
 * @param retransmitted segments with bytes that had been captured before
 * @param outOfOrder segments that came before bytes that precede them
 * @param gaps bytes that were acknowledged, or followed by others, but not captured; in the order of the stream
 * @param isn initial sequence number, 0 to 2³²-1; empty without SYN
 * @param mss the largest segment that this end takes, as its SYN says; empty without SYN or option
 * @param windowScale shift for the windows that this end announces, as its SYN says; empty without SYN or option
 * @param sackPermitted whether its SYN has the option; empty without SYN, or when the capture may have cut it off
 * @param timestamps the same of that option
 * @param streamBytes contiguous bytes from the first one on
 * @param streamSha256 of those bytes, 64 hexadecimal digits; empty when they weren't hashed
 */
public record StreamReport(
        long packets,
        long payloadBytes,
        long retransmitted,
        long outOfOrder,
        List<Gap> gaps,
        OptionalLong isn,
        OptionalInt mss,
        OptionalInt windowScale,
        Optional<Boolean> sackPermitted,
        Optional<Boolean> timestamps,
        long streamBytes,
        String streamSha256) {

    public StreamReport {
        gaps = List.copyOf(gaps);
        Objects.requireNonNull(isn, "isn");
        Objects.requireNonNull(mss, "mss");
        Objects.requireNonNull(windowScale, "windowScale");
        Objects.requireNonNull(sackPermitted, "sackPermitted");
        Objects.requireNonNull(timestamps, "timestamps");
        Objects.requireNonNull(streamSha256, "streamSha256");
    }

    /**
     * Bytes that are missing, as offsets in the stream.
     *
     * @param from the first missing byte
     * @param to the first byte after them
     */
    public record Gap(long from, long to) {

        public Gap {
            if (from < 0 || to <= from) {
                throw new IllegalArgumentException("no gap: " + from + " to " + to);
            }
        }
    }
}
