package org.holdfast.model.incident;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.holdfast.model.plan.ConnectionOutcome;
import org.holdfast.model.tcp.Verdict;

/**
 * One connection of an incident. The continuity proof is the pair of outbound proofs: up to the failure, and up to the
 * end, of one gapless stream.
 *
 * @param outcome what the failover host reported
 * @param verdictBefore what was known before
 * @param stall last outbound byte before the failure → first one after it, on the wire; empty while none followed
 * @param inboundAtFailure inbound stream up to the failure
 * @param outboundAtFailure outbound stream up to the failure
 * @param inboundAtEnd inbound stream when the connection or the record ended
 * @param outboundAtEnd outbound stream when the connection or the record ended
 */
public record IncidentConnection(
        ConnectionOutcome outcome,
        Verdict verdictBefore,
        Optional<Duration> stall,
        StreamProof inboundAtFailure,
        StreamProof outboundAtFailure,
        Optional<StreamProof> inboundAtEnd,
        Optional<StreamProof> outboundAtEnd) {

    public IncidentConnection {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(verdictBefore, "verdictBefore");
        Objects.requireNonNull(stall, "stall");
        Objects.requireNonNull(inboundAtFailure, "inboundAtFailure");
        Objects.requireNonNull(outboundAtFailure, "outboundAtFailure");
        Objects.requireNonNull(inboundAtEnd, "inboundAtEnd");
        Objects.requireNonNull(outboundAtEnd, "outboundAtEnd");
    }
}
