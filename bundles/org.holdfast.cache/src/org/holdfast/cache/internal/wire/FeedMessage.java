package org.holdfast.cache.internal.wire;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.holdfast.cache.handover.OutboundDigests;
import org.holdfast.cache.handover.StreamEnd;
import org.holdfast.cache.handover.Subscription;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.Verdict;

/** What one frame of a feed says. How it stands on the wire is described at the package {@code handover}. */
public sealed interface FeedMessage {

    /** About one connection, from the cache to the standby. */
    sealed interface OfConnection extends FeedMessage {
        long id();
    }

    /**
     * The first frame: who feeds.
     *
     * @param lowest version that the cache speaks, 0 to 65535
     * @param highest version that it speaks
     * @param cache identity of the cache, another one after each start
     * @param feed identity of the sender, within which sequence numbers run on
     * @param digestBlock bytes per block of the digests
     */
    record Hello(int lowest, int highest, UUID cache, UUID feed, int digestBlock) implements FeedMessage {}

    /**
     * The standby's answer.
     *
     * @param version that both speak from here on
     * @param lastSequence of this sender's last frame that was taken; 0 when none was
     * @param connectionWindow bytes that may be sent of one connection beyond what its application took; 0 for no limit
     * @param points that follow in RESUME
     */
    record Welcome(int version, long lastSequence, long connectionWindow, int points) implements FeedMessage {}

    /** What the standby wants; also later, when that changes. */
    record Subscribed(Subscription subscription) implements FeedMessage {}

    /** What it has, in several frames if need be. */
    record Resume(List<ResumePoint> points) implements FeedMessage {

        /** Points that fit into one frame, however long their reasons are. */
        public static final int MOST = (Frames.LARGEST_PAYLOAD - 64) / ResumePoint.LARGEST;

        public Resume {
            points = List.copyOf(points);
        }
    }

    /** That was all; the cache may send. */
    record Ready() implements FeedMessage {}

    record Opened(long id, String service, ControlBlock state) implements OfConnection {}

    /** @param bytes of the remote host from {@code offset} on; valid until the next frame is read */
    record Inbound(long id, long offset, ByteBuffer bytes) implements OfConnection {}

    record State(long id, ControlBlock state) implements OfConnection {}

    record Digests(long id, OutboundDigests digests) implements OfConnection {

        /** Blocks that fit into one frame of control. */
        public static final int MOST_BLOCKS = 512;
    }

    record VerdictIs(long id, Verdict verdict) implements OfConnection {}

    /** @param offset bytes of the stream that ended; of the inbound one for a reset */
    record Ended(long id, StreamEnd end, long offset) implements OfConnection {}

    /** Nothing more will come of it. */
    record Over(long id) implements OfConnection {}

    /** It isn't fed any more, or begins again. */
    record Dropped(long id, String reason) implements OfConnection {}

    /** The cache lives and has nothing to send. */
    record Heartbeat() implements FeedMessage {}

    /** All frames up to this one were taken. */
    record Acknowledged(long sequence) implements FeedMessage {}

    /** The application has this much of the inbound stream. */
    record Consumed(long id, long offset) implements FeedMessage {}

    /** The standby wants no more of a connection. */
    record GivenUp(long id, String reason) implements FeedMessage {}

    /** The last frame: why the other side can't go on. */
    record Refused(String reason) implements FeedMessage {}
}
