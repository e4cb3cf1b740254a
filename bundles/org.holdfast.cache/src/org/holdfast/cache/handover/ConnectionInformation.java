package org.holdfast.cache.handover;

import java.util.Arrays;
import java.util.Objects;
import org.holdfast.model.tcp.ControlBlock;

/**
 * The connection information of claim 1: all that a failover host needs to continue one connection. The arrays may be
 * large; they are neither copied nor to be changed.
 *
 * @param id given by the cache
 * @param state of the service's end; must be {@linkplain ControlBlock#isComplete() complete} for the connection to be
 *     continued
 * @param inbound the remote host's whole stream from the first byte, as far as captured without a hole
 * @param outboundBytes bytes of the service's stream captured without a hole
 * @param digestBlock bytes per block of {@code outboundDigests}
 * @param outboundDigests CRC32C of each full block, then one of the rest if there is a rest
 * @param outboundHead the first bytes of the service's stream, up to 65536
 * @param unacknowledged the service's bytes that the remote host hasn't acknowledged: {@code [sndUna, sndNxt)} without
 *     a FIN
 * @param inboundFin whether the remote host's FIN followed {@code inbound}
 */
public record ConnectionInformation(
        long id,
        ControlBlock state,
        byte[] inbound,
        long outboundBytes,
        int digestBlock,
        int[] outboundDigests,
        byte[] outboundHead,
        byte[] unacknowledged,
        boolean inboundFin) {

    public ConnectionInformation {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(inbound, "inbound");
        if (outboundBytes < 0 || digestBlock < 1) {
            throw new IllegalArgumentException(
                    "outbound bytes " + outboundBytes + " and digest block " + digestBlock + " must be 0, 1 or more");
        }
        long blocks = Math.ceilDiv(outboundBytes, digestBlock);
        if (outboundDigests.length != blocks) {
            throw new IllegalArgumentException(outboundBytes + " outbound bytes have " + blocks + " blocks of "
                    + digestBlock + ", not " + outboundDigests.length);
        }
        if (outboundHead.length > outboundBytes || unacknowledged.length > outboundBytes) {
            throw new IllegalArgumentException("head (" + outboundHead.length + ") and unacknowledged bytes ("
                    + unacknowledged.length + ") exceed " + outboundBytes + " outbound bytes");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConnectionInformation that
                && id == that.id
                && state.equals(that.state)
                && outboundBytes == that.outboundBytes
                && digestBlock == that.digestBlock
                && inboundFin == that.inboundFin
                && Arrays.equals(inbound, that.inbound)
                && Arrays.equals(outboundDigests, that.outboundDigests)
                && Arrays.equals(outboundHead, that.outboundHead)
                && Arrays.equals(unacknowledged, that.unacknowledged);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, state, outboundBytes);
    }

    @Override
    public String toString() {
        return "ConnectionInformation[" + id + ", " + state.tuple() + ", " + state.state() + ", inbound "
                + inbound.length + " bytes, outbound " + outboundBytes + ", unacknowledged " + unacknowledged.length
                + "]";
    }
}
