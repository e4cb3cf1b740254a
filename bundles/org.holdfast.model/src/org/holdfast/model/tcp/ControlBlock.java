package org.holdfast.model.tcp;

import java.time.Instant;
import java.util.Objects;
import org.holdfast.model.net.FourTuple;

/**
 * The state of the service's end of one connection, as seen on the wire: the <em>connection state information</em> of
 * claim 2. With the unacknowledged bytes it is what a kernel needs to go on. Names follow RFC 9293 §3.3.1; sequence
 * numbers are 32 bits that wrap, see {@link SequenceNumbers}.
 *
 * @param tuple both ends
 * @param state state of the service's end
 * @param iss initial sequence number of the service
 * @param irs initial sequence number of the remote host
 * @param sndUna oldest byte that the remote host hasn't acknowledged
 * @param sndNxt next byte after all contiguous outbound bytes that were captured, a FIN counted
 * @param sndWnd window that the remote host announced last, bytes, scale applied
 * @param rcvNxt next byte after all contiguous inbound bytes that were captured, a FIN counted
 * @param rcvAcked last acknowledgment number that the service sent; never after {@code rcvNxt} unless bytes were missed
 * @param rcvWnd window that the service announced last, bytes, scale applied
 * @param options what the handshake agreed
 * @param timestampValue TSval that the service sent last; 0 without timestamps
 * @param timestampAt when that was captured
 * @param remoteTimestamp TSval that the remote host sent last; 0 without timestamps
 * @param remoteFin whether the remote host's FIN was captured and all before it
 * @param serviceFin whether the service's FIN was captured and all before it
 */
public record ControlBlock(
        FourTuple tuple,
        TcpState state,
        int iss,
        int irs,
        int sndUna,
        int sndNxt,
        long sndWnd,
        int rcvNxt,
        int rcvAcked,
        long rcvWnd,
        TcpOptions options,
        int timestampValue,
        Instant timestampAt,
        int remoteTimestamp,
        boolean remoteFin,
        boolean serviceFin) {

    public ControlBlock {
        Objects.requireNonNull(tuple, "tuple");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(timestampAt, "timestampAt");
        if (sndWnd < 0 || rcvWnd < 0) {
            throw new IllegalArgumentException("windows are not negative: " + sndWnd + ", " + rcvWnd);
        }
    }

    /** Captured outbound bytes that the remote host hasn't acknowledged; negative when it acknowledged missed ones. */
    public int unacknowledgedBytes() {
        int sequenceSpace = SequenceNumbers.distance(sndUna, sndNxt);
        return serviceFin && sequenceSpace > 0 ? sequenceSpace - 1 : sequenceSpace;
    }

    /** Whether the remote host has acknowledged the service's FIN, so that nothing more can be sent. */
    public boolean isServiceFinAcknowledged() {
        return serviceFin && sndUna == sndNxt;
    }

    /**
     * Whether nothing is missing: captured inbound reaches at least the service's last acknowledgment, captured outbound
     * at least the remote host's. Only then can the connection be continued.
     */
    public boolean isComplete() {
        return !SequenceNumbers.isBefore(rcvNxt, rcvAcked) && !SequenceNumbers.isBefore(sndNxt, sndUna);
    }
}
