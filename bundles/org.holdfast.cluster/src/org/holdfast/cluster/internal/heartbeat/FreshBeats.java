package org.holdfast.cluster.internal.heartbeat;

/**
 * Tells heartbeats of now from recorded ones. Within one life of a sender a larger number is enough; a life that is new to
 * this node counts once it has echoed this node's own life, which nobody knew before this node started. Heartbeat thread
 * only.
 */
final class FreshBeats {

    private final int self;
    private final long[] proven;
    private final long[] unproven;

    FreshBeats(int self, int members) {
        this.self = self;
        this.proven = new long[members];
        this.unproven = new long[members];
    }

    /** @param ownBoot this node's life; 0 before it has said anything */
    boolean accepts(Beat heard, long ownBoot) {
        int sender = heard.sender;
        if (heard.boot == proven[sender]) {
            return true;
        }
        if (heard.boot < proven[sender]) {
            return false;
        }
        if (ownBoot != 0 && heard.echoedBoot[self] == ownBoot) {
            proven[sender] = heard.boot;
            return true;
        }
        unproven[sender] = Math.max(unproven[sender], heard.boot);
        return false;
    }

    /** Echoes lives that have yet to be proven, without a number: no lease can grow from that. */
    void answer(Beat said) {
        for (int i = 0; i < unproven.length; i++) {
            if (unproven[i] > proven[i] && unproven[i] > said.echoedBoot[i]) {
                said.echoedBoot[i] = unproven[i];
                said.echoed[i] = 0;
            }
        }
    }
}
