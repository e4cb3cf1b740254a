package org.holdfast.cluster.internal.heartbeat;

/**
 * Who is dead: this node has lost a member, and so has a majority of all voters, this node counted. The others' opinions
 * come with their heartbeats; an opinion counts while its sender is heard.
 */
final class DeathJudge {

    private final int self;
    private final int majority;
    private final PeerDetector detector;
    private final long[] silent;
    private long dead;

    DeathJudge(int self, int members, PeerDetector detector) {
        this.self = self;
        this.majority = members / 2 + 1;
        this.detector = detector;
        this.silent = new long[members];
    }

    /** A member's latest opinion. */
    void opinion(int sender, long silentBits) {
        silent[sender] = silentBits;
    }

    /** A member is heard again. @return whether it had been dead */
    boolean revive(int member) {
        boolean was = isDead(member);
        dead &= ~(1L << member);
        return was;
    }

    /** Members that are dead since this call, by bit. Who was never heard isn't dead but unknown. */
    long judge() {
        long died = 0;
        for (int i = 0; i < silent.length; i++) {
            if (!isDead(i) && detector.knows(i) && !detector.hears(i) && 1 + Long.bitCount(agreeing(i)) >= majority) {
                died |= 1L << i;
            }
        }
        dead |= died;
        return died;
    }

    /** The others that are heard and have lost the member, by bit. */
    long agreeing(int member) {
        long agreeing = 0;
        for (int j = 0; j < silent.length; j++) {
            if (j != self && j != member && detector.hears(j) && (silent[j] & 1L << member) != 0) {
                agreeing |= 1L << j;
            }
        }
        return agreeing;
    }

    boolean isDead(int member) {
        return (dead & 1L << member) != 0;
    }
}
