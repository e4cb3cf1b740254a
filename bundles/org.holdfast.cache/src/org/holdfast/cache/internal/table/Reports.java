package org.holdfast.cache.internal.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.holdfast.cache.StreamReport;
import org.holdfast.cache.internal.reassemble.StreamDigest;
import org.holdfast.cache.internal.track.Connection;
import org.holdfast.cache.internal.track.ControlBlocks;
import org.holdfast.cache.internal.track.DropWatch;
import org.holdfast.cache.internal.track.StreamView;
import org.holdfast.cache.internal.track.VerdictRule;
import org.holdfast.model.incident.StreamProof;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.Direction;
import org.holdfast.model.tcp.Verdict;

/** What is told of connections, at one moment. Not safe for threads. */
public final class Reports {

    private final PacketKeeper keeper;
    private final StandbyMarks standby;
    private final DropWatch drops;
    private final long nowNanos;

    /**
     * @param keeper of the packets; null when they come from a file
     * @param standby what it says of single connections
     * @param drops when frames were dropped
     * @param nowNanos time of the newest packet of any connection
     */
    public Reports(PacketKeeper keeper, StandbyMarks standby, DropWatch drops, long nowNanos) {
        this.keeper = keeper;
        this.standby = standby;
        this.drops = drops;
        this.nowNanos = nowNanos;
    }

    public ConnectionSummary summary(Connection connection) {
        return new ConnectionSummary(
                connection.id(),
                connection.tuple(),
                connection.serviceName(),
                connection.state(),
                verdict(connection),
                ControlBlocks.instant(connection.firstSeen()),
                ControlBlocks.instant(connection.lastSeen()),
                connection.traffic(Direction.INBOUND),
                connection.traffic(Direction.OUTBOUND),
                connection.rttMicros());
    }

    public StreamReport stream(Connection connection, Direction direction) {
        StreamView view = connection.view(direction);
        List<StreamReport.Gap> gaps = new ArrayList<>();
        view.forEachGap((from, end) -> gaps.add(new StreamReport.Gap(from, end)));
        StreamDigest digest =
                connection.kept() == null ? null : connection.kept().digest(direction);
        StreamProof proof = digest == null ? null : digest.proof();
        boolean proven = proof != null && proof.bytes() == view.contiguous();
        return new StreamReport(
                connection.traffic(direction).packets(),
                connection.traffic(direction).payloadBytes(),
                connection.counts(direction).retransmittedSegments(),
                connection.counts(direction).outOfOrderSegments(),
                gaps,
                view.numberKnown() ? OptionalLong.of(view.initialNumber()) : OptionalLong.empty(),
                view.mss() > 0 ? OptionalInt.of(view.mss()) : OptionalInt.empty(),
                view.windowScale() >= 0 ? OptionalInt.of(view.windowScale()) : OptionalInt.empty(),
                option(view, view.sackPermitted()),
                option(view, view.timestamps()),
                view.contiguous(),
                proven ? proof.sha256() : "");
    }

    private Verdict verdict(Connection connection) {
        return standby.of(
                connection.id(),
                VerdictRule.of(connection, isRemembered(connection), drops.mayMiss(connection), nowNanos));
    }

    /** What isn't in a SYN that the capture cut may have been there. */
    private static Optional<Boolean> option(StreamView view, boolean seen) {
        return view.synSeen() && (seen || !view.optionsCut()) ? Optional.of(seen) : Optional.empty();
    }

    private boolean isRemembered(Connection connection) {
        return keeper == null || keeper.isWhole(connection);
    }
}
