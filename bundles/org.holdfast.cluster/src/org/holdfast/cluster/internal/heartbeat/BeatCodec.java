package org.holdfast.cluster.internal.heartbeat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.holdfast.cluster.internal.Roster;

/**
 * Heartbeats on the wire, big-endian:
 *
 * <pre>
 *  0 int   magic "HFBT"         24 long  sequence
 *  4 short version              32 long  members heard, by bit
 *  6 byte  sender               40 long  members silent, by bit
 *  7 byte  number of members    48 short number of claims, 50 short number of promises
 *  8 long  hash of the members  52 for each member: long boot, long sequence
 * 16 long  boot                    then for each claim, then for each promise: long service key, long epoch
 * </pre>
 *
 * Allocates nothing.
 */
final class BeatCodec {

    private static final int MAGIC = 0x48464254;
    private static final short VERSION = 1;
    private static final int HEADER = 52;
    private static final int PAIR = 2 * Long.BYTES;

    private final Roster roster;

    /** What came of reading a datagram. */
    enum Result {
        READ,
        /** No heartbeat, or of another version, or damaged. */
        MALFORMED,
        /** The sender has other members configured. */
        OTHER_MEMBERS
    }

    BeatCodec(Roster roster) {
        this.roster = roster;
    }

    /** Room for any heartbeat of a cluster of at most 64 members and 100 services, and then some. */
    static ByteBuffer buffer() {
        return ByteBuffer.allocateDirect(8192);
    }

    void write(Beat beat, ByteBuffer out) {
        out.clear();
        out.putInt(MAGIC).putShort(VERSION).put((byte) beat.sender).put((byte) roster.members());
        out.putLong(roster.hash()).putLong(beat.boot).putLong(beat.sequence);
        out.putLong(beat.hears).putLong(beat.silent);
        out.putShort((short) used(beat.claimed)).putShort((short) used(beat.honoured));
        for (int i = 0; i < roster.members(); i++) {
            out.putLong(beat.echoedBoot[i]).putLong(beat.echoed[i]);
        }
        writePairs(beat.claimed, out);
        writePairs(beat.honoured, out);
        out.flip();
    }

    Result read(ByteBuffer in, Beat beat) {
        if (in.remaining() < HEADER || in.getInt() != MAGIC || in.getShort() != VERSION) {
            return Result.MALFORMED;
        }
        beat.sender = in.get();
        int members = in.get();
        if (in.getLong() != roster.hash()) {
            return Result.OTHER_MEMBERS;
        }
        beat.boot = in.getLong();
        beat.sequence = in.getLong();
        beat.hears = in.getLong();
        beat.silent = in.getLong();
        int claims = Short.toUnsignedInt(in.getShort());
        int promises = Short.toUnsignedInt(in.getShort());
        if (members != roster.members()
                || beat.sender < 0
                || beat.sender >= members
                || in.remaining() != (members + claims + promises) * PAIR) {
            return Result.MALFORMED;
        }
        for (int i = 0; i < members; i++) {
            beat.echoedBoot[i] = in.getLong();
            beat.echoed[i] = in.getLong();
        }
        readPairs(claims, beat.claimed, in);
        readPairs(promises, beat.honoured, in);
        return Result.READ;
    }

    private void writePairs(long[] epochs, ByteBuffer out) {
        for (int i = 0; i < epochs.length; i++) {
            if (epochs[i] != 0) {
                out.putLong(roster.key(i)).putLong(epochs[i]);
            }
        }
    }

    private void readPairs(int count, long[] epochs, ByteBuffer in) {
        Arrays.fill(epochs, 0);
        for (int i = 0; i < count; i++) {
            int service = roster.serviceOfKey(in.getLong());
            long epoch = in.getLong();
            if (service >= 0) {
                epochs[service] = epoch;
            }
        }
    }

    private static int used(long[] epochs) {
        int used = 0;
        for (long epoch : epochs) {
            if (epoch != 0) {
                used++;
            }
        }
        return used;
    }
}
