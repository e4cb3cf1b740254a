package org.holdfast.cluster.internal.heartbeat;

import java.nio.ByteBuffer;

/** Protects heartbeats on their way. Called on the heartbeat thread. */
public interface BeatSeal {

    /** What a datagram was. */
    enum Opened {
        /** A heartbeat, which stands in the buffer now. */
        BEAT,
        /** Something between the seals of two nodes, or refused and logged. */
        NOTHING
    }

    /** Believes everybody. */
    BeatSeal NONE = new BeatSeal() {
        @Override
        public boolean introduce(int member, ByteBuffer out, long now) {
            return false;
        }

        @Override
        public boolean seal(int member, ByteBuffer beat, ByteBuffer out) {
            out.clear();
            out.put(beat.duplicate()).flip();
            return true;
        }

        @Override
        public Opened open(int member, ByteBuffer in) {
            return Opened.BEAT;
        }

        @Override
        public boolean accepts(Beat heard, Beat said) {
            return true;
        }

        @Override
        public void answer(Beat said) {}
    };

    /** Fills in what a member has to know before it understands heartbeats. @return whether that is to be sent now */
    boolean introduce(int member, ByteBuffer out, long now);

    /** Fills in a heartbeat for a member. @return false when there is no key for it yet */
    boolean seal(int member, ByteBuffer beat, ByteBuffer out);

    /** Looks at a datagram from a member's address, and leaves the heartbeat in the buffer. */
    Opened open(int member, ByteBuffer in);

    /** Whether a heartbeat is of now: nobody can have recorded it before this node has started. */
    boolean accepts(Beat heard, Beat said);

    /** Adds to a heartbeat what makes those acceptable that weren't yet. */
    void answer(Beat said);
}
