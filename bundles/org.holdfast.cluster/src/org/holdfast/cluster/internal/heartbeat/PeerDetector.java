package org.holdfast.cluster.internal.heartbeat;

/**
 * This node's own ears: whom it hears. Members are numbers; time is a parameter. The caller hands over all heartbeats that
 * have arrived before it lets judge: a heartbeat that waits in the socket is no silence.
 */
final class PeerDetector {

    /** However late this node itself was: after so many times the usual silence nothing excuses a member any more. */
    private static final int PATIENCE = 4;

    private final int self;
    private final long interval;
    private final long timeout;
    private final Ear[] ears;
    private final long startedAt;
    private long judgedAt;
    private long graceUntil;

    /** What a heartbeat tells. */
    enum Hearing {
        /** A late or repeated one: nothing. */
        OLD,
        /** The member is still there. */
        STILL,
        /** It is heard for the first time. */
        FIRST,
        /** It was silent, and is heard again. */
        AGAIN,
        /** It has started anew since it was last heard. */
        REBORN
    }

    PeerDetector(int self, int members, long intervalNanos, int multiplier, long now) {
        this.self = self;
        this.interval = intervalNanos;
        this.timeout = intervalNanos * multiplier;
        this.ears = new Ear[members];
        for (int i = 0; i < members; i++) {
            ears[i] = new Ear();
        }
        this.startedAt = now;
        this.judgedAt = now;
        this.graceUntil = now;
    }

    /** A heartbeat has come. Only a larger (boot, sequence) counts. */
    Hearing heard(int member, long boot, long sequence, long now) {
        Ear ear = ears[member];
        if (ear.heard && (boot < ear.boot || boot == ear.boot && sequence <= ear.sequence)) {
            return Hearing.OLD;
        }
        Hearing hearing = !ear.heard
                ? Hearing.FIRST
                : boot > ear.boot ? Hearing.REBORN : ear.silent ? Hearing.AGAIN : Hearing.STILL;
        ear.heard = true;
        ear.silent = false;
        ear.boot = boot;
        ear.sequence = sequence;
        ear.at = now;
        return hearing;
    }

    /**
     * Looks for members that have been silent for too long. Called at least once in each interval; when that wasn't so,
     * this node was late itself, and others get the time of one detection more.
     *
     * @return whether a member has become silent
     */
    boolean judge(long now) {
        if (now - judgedAt > 2 * interval) {
            graceUntil = now + timeout;
        }
        judgedAt = now;
        boolean changed = false;
        for (int i = 0; i < ears.length; i++) {
            Ear ear = ears[i];
            long silence = now - ear.at;
            boolean excused = graceUntil - now > 0 && silence <= PATIENCE * timeout;
            if (i != self && ear.heard && !ear.silent && silence > timeout && !excused) {
                ear.silent = true;
                changed = true;
            }
        }
        return changed;
    }

    /** Whether the member is heard now. */
    boolean hears(int member) {
        return member == self || ears[member].heard && !ears[member].silent;
    }

    /** Whether the member was ever heard. */
    boolean knows(int member) {
        return member == self || ears[member].heard;
    }

    /** Time since the last heartbeat; 0 for oneself, -1 when there was none. */
    long silence(int member, long now) {
        return member == self ? 0 : ears[member].heard ? now - ears[member].at : -1;
    }

    /** The life that was heard last; 0 for none. */
    long boot(int member) {
        return ears[member].boot;
    }

    /** The last heartbeat of that life. */
    long sequence(int member) {
        return ears[member].sequence;
    }

    /** Members that are heard, by bit. */
    long heardBits() {
        long bits = 0;
        for (int i = 0; i < ears.length; i++) {
            bits |= hears(i) ? 1L << i : 0;
        }
        return bits;
    }

    /** Members for which this node has waited in vain, by bit: they fell silent, or have never been heard all the time. */
    long silentBits(long now) {
        boolean waited = now - startedAt > timeout;
        long bits = 0;
        for (int i = 0; i < ears.length; i++) {
            bits |= i != self && (ears[i].silent || waited && !ears[i].heard) ? 1L << i : 0;
        }
        return bits;
    }

    /** What is known of one member. */
    private static final class Ear {
        private boolean heard;
        private boolean silent;
        private long boot;
        private long sequence;
        private long at;
    }
}
