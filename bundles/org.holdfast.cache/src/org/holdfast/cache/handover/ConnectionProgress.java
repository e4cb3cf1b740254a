package org.holdfast.cache.handover;

import java.util.Objects;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Verdict;

/**
 * How far the cache has captured one connection.
 *
 * @param id given by the cache, unique together with its identity
 * @param version of its last change, see {@link FeedSource#version}
 * @param service name of the service that covers it, or empty
 * @param state of the service's end
 * @param inboundBytes captured from the first byte without a hole, FIN not counted
 * @param outboundBytes likewise
 * @param inboundFin whether the remote host's FIN was captured and all before it
 * @param outboundFin whether the service's FIN was captured and all before it
 * @param reset whether a valid RST ended it
 * @param over whether nothing more will come of it; later changes of it aren't looked at
 * @param verdict what the capture says
 * @param capturedNanos time of its last packet, nanoseconds since 1970-01-01T00:00:00Z
 */
public record ConnectionProgress(
        long id,
        long version,
        String service,
        TcpState state,
        long inboundBytes,
        long outboundBytes,
        boolean inboundFin,
        boolean outboundFin,
        boolean reset,
        boolean over,
        Verdict verdict,
        long capturedNanos) {

    public ConnectionProgress {
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(verdict, "verdict");
        if (inboundBytes < 0 || outboundBytes < 0) {
            throw new IllegalArgumentException("streams of " + inboundBytes + " and " + outboundBytes + " bytes");
        }
    }
}
