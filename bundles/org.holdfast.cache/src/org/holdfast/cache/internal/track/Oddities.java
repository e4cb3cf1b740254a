package org.holdfast.cache.internal.track;

import org.holdfast.cache.internal.reassemble.SynData;

/**
 * What is kept of one end's stream only once something out of the ordinary happened in it: a repeat, a hole, a probe.
 * Most ends never have one, which keeps a million idle connections small.
 */
final class Oddities {

    static final long NO_DOUBT = Long.MIN_VALUE;

    /** Offset after all that was sent as far as seen, where that is more than was captured without a hole. */
    long next;
    /** Offset of a FIN that came before bytes that precede it; -1 for none. */
    long earlyFin = -1;
    /** Offset of a segment that couldn't be believed alone. */
    long doubtfulOffset = NO_DOUBT;
    /** What it acknowledged. */
    long doubtfulAnswer;
    /** An acknowledgment too far ahead to be believed at once; -1 when there is none. */
    long doubtfulAcknowledgment = -1;

    /** Where the stream's content was given up; -1 when it wasn't. What fills the hole later is only counted. */
    long givenUpAt = -1;

    /** Payload captured beside the contiguous bytes: repeats, early and cut ones; negative once early ones are in order. */
    long extraPayloadBytes;

    long retransmittedBytes;
    int retransmittedSegments;
    int outOfOrderSegments;
    int keepAlives;
    int zeroWindowProbes;
    /** Segments with SACK blocks. */
    int sackSegments;
    /** Segments with ECE, and with CWR; those with SYN aside. */
    int congestionEchoes;

    int windowReductions;
    /** Bytes of which the only copy may be a keep-alive's, which needn't be the stream's. */
    int uncertainBytes;

    long conflictingBytes;
    /** As these, but what differed is known to be damaged. */
    long damagedBytes;

    /** Bytes that were taken from damaged segments though a right copy came later: the receiver has others. */
    long wrongBytes;
    /** All that was last taken from segments known to be damaged lies between these. */
    private long damagedFrom = Long.MAX_VALUE;

    private long damagedTo;

    void noteDamaged(long from, long to) {
        damagedFrom = Math.min(damagedFrom, from);
        damagedTo = Math.max(damagedTo, to);
    }

    boolean isDamaged(long from, long to) {
        return from < damagedTo && to > damagedFrom;
    }

    /** What came with the SYN while nobody has acknowledged or refused it; null otherwise. */
    SynData synData;

    /** Stored packets that were not taken; null without any. */
    private PacketNumbers foreign;

    /** The first eight bytes of the stream as far as they came in pieces, and which of them are known. */
    long opening;

    int openingKnown;

    /** Watches whether this end's stream was captured as far as the other end acknowledged it. */
    final GapWatch gap = new GapWatch();

    /** The first range that the other end has, as it said selectively, but that wasn't captured; to 0 for none. */
    long sackedFrom;

    long sackedTo;
    /** Watches that range; null before there was one. */
    GapWatch sackGap;

    void noteSacked(long from, long to) {
        if (sackedTo == 0 || from < sackedFrom) {
            sackedFrom = from;
            sackedTo = to;
            if (sackGap == null) {
                sackGap = new GapWatch();
            }
        }
    }

    /** Stored packets that weren't taken. */
    PacketNumbers foreign() {
        if (foreign == null) {
            foreign = new PacketNumbers();
        }
        return foreign;
    }

    boolean isForeign(long packet) {
        return foreign != null && foreign.contains(packet);
    }
}
