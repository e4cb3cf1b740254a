package org.holdfast.report.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.model.incident.IncidentConnection;
import org.holdfast.model.incident.StreamProof;
import org.holdfast.model.plan.ConnectionOutcome.Fate;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.Trigger;

/**
 * The continuity proof of one connection, as texts.
 *
 * @param sound false when the records contradict each other
 * @param conclusion what the sums prove, in plain words
 * @param lines the sums
 */
public record ProofView(boolean sound, String conclusion, List<Line> lines) {

    /**
     * One direction up to one moment.
     *
     * @param direction which way
     * @param moment up to when
     * @param bytes exact number
     * @param size the same, rounded; empty when it would say no more
     * @param sha256 of these bytes
     */
    public record Line(String direction, String moment, String bytes, String size, String sha256) {}

    static ProofView of(IncidentConnection connection, Plan plan) {
        String change = plan.trigger() == Trigger.HOST_FAILURE ? "the failure" : "the change of owner";
        List<Line> lines = new ArrayList<>();
        add(lines, "to the client", "up to " + change, Optional.of(connection.outboundAtFailure()));
        add(lines, "to the client", "up to the end", connection.outboundAtEnd());
        add(lines, "from the client", "up to " + change, Optional.of(connection.inboundAtFailure()));
        add(lines, "from the client", "up to the end", connection.inboundAtEnd());
        boolean sound = isSound(connection.outboundAtFailure(), connection.outboundAtEnd())
                && isSound(connection.inboundAtFailure(), connection.inboundAtEnd());
        return new ProofView(sound, conclusion(connection, sound, change), List.copyOf(lines));
    }

    private static void add(List<Line> lines, String direction, String moment, Optional<StreamProof> proof) {
        proof.ifPresent(p -> lines.add(new Line(
                direction,
                moment,
                Format.exactBytes(p.bytes()),
                p.bytes() < 1024 ? "" : Format.bytes(p.bytes()),
                p.sha256())));
    }

    /** A stream only grows, and as long as it doesn't, its sum stays. */
    private static boolean isSound(StreamProof before, Optional<StreamProof> end) {
        return end.isEmpty() || end.get().bytes() > before.bytes() || end.get().equals(before);
    }

    private static String conclusion(IncidentConnection connection, boolean sound, String change) {
        if (!sound) {
            return "The records contradict each other: a stream was shorter at the end than before, or changed without"
                    + " growing. They prove nothing; keep the packets and look into it.";
        }
        long before = connection.outboundAtFailure().bytes();
        String until = Format.exactBytes(before) + " had reached the wire towards the client before " + change;
        if (connection.outcome().fate() != Fate.CONTINUED) {
            return "The connection was not continued. " + until + "; the sums cover these.";
        }
        if (connection.outboundAtEnd().isEmpty()) {
            return until + ". What followed is not on record, so no continuity is proven beyond that.";
        }
        long after = connection.outboundAtEnd().get().bytes() - before;
        if (after == 0) {
            return until + ", and none after it: the stream is whole, but nothing had to be continued towards the"
                    + " client.";
        }
        return until + ", and " + Format.exactBytes(after)
                + " after it, as one stream without a gap: nothing missing, repeated or out of place.";
    }
}
