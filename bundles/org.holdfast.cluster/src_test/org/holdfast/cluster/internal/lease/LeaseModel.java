package org.holdfast.cluster.internal.lease;

/**
 * The rules of this package, of the agreement and of the kernel's lease as a small machine whose every state can be looked
 * at: two hosts and a cache, all of them voters, one service, a few epochs, time in ticks.
 *
 * <p>The machine may do all that the program may, and more, so that there is less to remember. Messages have no place in
 * the state: whatever could have been sent may arrive at any time later, once, again, or never. Each host may have asked
 * for votes in every epoch. It needn't notice that its lease is over, as if it were stopped: the kernel's clock goes on. A
 * stopped host, or a slow thread, is one that takes no step for a while, at any point. Clocks run as wrong as they may, each
 * to its worse side: a lease lasts as long in truth as a promise, though a promise is longer by the clocks. The agreement is
 * a register for each epoch: that the engine keeps it so is what the ghost test shows.
 *
 * <p>Two things happen at once here that take microseconds in truth: telling the kernel, and looking afterwards whether it
 * took too long ({@link Flaw#KILLED_WHILE_TELLING}); storing a vote, and answering.
 */
final class LeaseModel implements StateSearch.Steps {

    /** What is deliberately wrong. */
    enum Flaw {
        NONE(1),
        /** A voter votes although its promise to the last owner still runs. */
        LEASE_NOT_AWAITED(0),
        /** A restarted voter votes at once. */
        NO_WAIT_AFTER_RESTART(1),
        /** A restarted voter doesn't know in which epochs it has voted. */
        VOTES_FORGOTTEN(1),
        /** Clocks are more wrong than is allowed. */
        CLOCKS_OUT_OF_BOUND(0),
        /** One vote is enough to claim an epoch. */
        CLAIMED_WITHOUT_MAJORITY(0),
        /** A host that was stopped while it told the kernel doesn't look at the clock afterwards. */
        DELAY_NOT_NOTICED(0),
        /** A host is stopped while it tells the kernel, and killed before it can look at the clock. */
        KILLED_WHILE_TELLING(1);

        /** How many processes must be killed for it to show. */
        final int crashes;

        Flaw(int crashes) {
            this.crashes = crashes;
        }
    }

    private static final String[] NAMES = {"alpha", "beta", "cache"};
    private static final int VOTERS = 3;
    private static final int HOSTS = 2;
    private static final int LIVES = 2;
    /** How long a promise or a wait lasts in truth, by the fastest clock that is allowed. */
    private static final int PROMISE = 2;

    // Of each host.
    private static final int LIFE = 0;
    private static final int CLAIM = 1;
    /** 0 for none, or the age of the newest heartbeat with the claim, plus 1. */
    private static final int BEAT = 2;
    /** Who has echoed it. */
    private static final int ECHOES = 3;
    /** For how long the kernel is about to be told that the lease is valid; 0 when it isn't about to be told. */
    private static final int TELLING = 4;

    private static final int LATE = 5;
    /** How long the kernel lets packets out. */
    private static final int KERNEL = 6;

    private static final int HOST_SIZE = 7;

    // Of each voter.
    private static final int HIGHEST = 0;
    private static final int HOLDER = 1;
    private static final int RUNS = 2;
    private static final int WAIT = 3;
    private static final int STORED = 4;
    private static final int STORED_FOR = 5;
    /** For each epoch, for whom there is a vote that could still be counted. */
    private static final int VOTE = 6;

    private static final int VOTER_BASE = HOSTS * HOST_SIZE;

    private final Flaw flaw;
    private final int epochs;
    private final int crashes;
    private final int voterSize;
    private final int agreedBase;
    private final int crashedAt;

    /**
     * @param epochs how many changes of owner there can be, at most 15
     * @param crashes how often a process is killed and starts again, a host at most once
     */
    LeaseModel(Flaw flaw, int epochs, int crashes) {
        this.flaw = flaw;
        this.epochs = epochs;
        this.crashes = crashes;
        this.voterSize = VOTE + epochs;
        this.agreedBase = VOTER_BASE + VOTERS * voterSize;
        this.crashedAt = agreedBase + epochs;
    }

    /** How many numbers a state has. */
    int length() {
        return crashedAt + 1;
    }

    byte[] first() {
        return new byte[length()];
    }

    /** The invariant is broken: packets leave from the service's address at two hosts. */
    boolean isBad(byte[] s) {
        return s[KERNEL] > 0 && s[HOST_SIZE + KERNEL] > 0;
    }

    /** Alpha has owned the first epoch, and beta sends in the second one. */
    boolean isTakenOver(byte[] s) {
        return s[agreedBase] == 1 && s[agreedBase + 1] == 2 && s[HOST_SIZE + KERNEL] > 0;
    }

    @Override
    public void from(byte[] s, StateSearch.Next next) {
        tick(s, next);
        for (int host = 0; host < HOSTS; host++) {
            claim(s, host, next);
            beat(s, host, next);
            renew(s, host, next);
            tell(s, host, next);
        }
        for (int voter = 0; voter < VOTERS; voter++) {
            vote(s, voter, next);
            hear(s, voter, next);
            if (s[crashedAt] < crashes) {
                crash(s, voter, next);
            }
        }
    }

    private void tick(byte[] s, StateSearch.Next next) {
        byte[] t = s.clone();
        for (int host = 0; host < HOSTS; host++) {
            int h = host * HOST_SIZE;
            countDown(t, h + KERNEL);
            if (t[h + BEAT] > 0 && ++t[h + BEAT] > lease()) {
                t[h + BEAT] = 0;
                t[h + ECHOES] = 0;
            }
            if (t[h + TELLING] > 0) {
                t[h + LATE] = 1;
            }
        }
        for (int voter = 0; voter < VOTERS; voter++) {
            int v = voter(voter);
            countDown(t, v + RUNS);
            countDown(t, v + WAIT);
            if (t[v + RUNS] == 0) {
                t[v + HOLDER] = 0;
            }
        }
        next.then("a tick passes", t);
    }

    private void vote(byte[] s, int voter, StateSearch.Next next) {
        int v = voter(voter);
        if (s[v + WAIT] > 0) {
            return;
        }
        for (int host = 0; host < HOSTS; host++) {
            boolean promised = s[v + RUNS] > 0 && s[v + HOLDER] != host + 1 && flaw != Flaw.LEASE_NOT_AWAITED;
            for (int life = 0; life <= s[host * HOST_SIZE + LIFE] && !promised; life++) {
                for (int epoch = 1; epoch <= epochs; epoch++) {
                    voteFor(s, voter, host, life, epoch, next);
                }
            }
        }
    }

    private void voteFor(byte[] s, int voter, int host, int life, int epoch, StateSearch.Next next) {
        int v = voter(voter);
        int candidate = candidate(host, life);
        boolean again = s[v + STORED] == epoch && s[v + STORED_FOR] == candidate;
        if (epoch < s[v + HIGHEST] || epoch == s[v + HIGHEST] && !again) {
            return;
        }
        byte[] t = s.clone();
        t[v + STORED] = (byte) epoch;
        t[v + STORED_FOR] = (byte) candidate;
        if (canBeAgreed(s, epoch) && life == s[host * HOST_SIZE + LIFE]) {
            t[v + VOTE + epoch - 1] = (byte) candidate;
        }
        promise(t, v, epoch, host);
        next.then(NAMES[voter] + " votes for " + NAMES[host] + " in epoch " + epoch, t);
    }

    private void claim(byte[] s, int host, StateSearch.Next next) {
        int h = host * HOST_SIZE;
        if (s[h + CLAIM] != 0 || s[h + TELLING] != 0) {
            return;
        }
        for (int epoch = 1; epoch <= epochs; epoch++) {
            int votes = 0;
            for (int voter = 0; voter < VOTERS; voter++) {
                votes += s[voter(voter) + VOTE + epoch - 1] == candidate(host, s[h + LIFE]) ? 1 : 0;
            }
            int needed = flaw == Flaw.CLAIMED_WITHOUT_MAJORITY ? 1 : VOTERS / 2 + 1;
            if (votes >= needed && canBeAgreed(s, epoch)) {
                byte[] t = s.clone();
                t[agreedBase + epoch - 1] = (byte) (host + 1);
                t[h + CLAIM] = (byte) epoch;
                forgetVotes(t, epoch);
                next.then("it is agreed that " + NAMES[host] + " owns epoch " + epoch + ", and it claims it", t);
            }
        }
    }

    private boolean canBeAgreed(byte[] s, int epoch) {
        for (int known = epoch; known <= epochs; known++) {
            if (s[agreedBase + known - 1] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Votes up to an epoch that is agreed on can't bring anything any more: without them there are fewer states. */
    private void forgetVotes(byte[] t, int upTo) {
        for (int voter = 0; voter < VOTERS; voter++) {
            for (int epoch = 1; epoch <= upTo; epoch++) {
                t[voter(voter) + VOTE + epoch - 1] = 0;
            }
        }
    }

    private void beat(byte[] s, int host, StateSearch.Next next) {
        int h = host * HOST_SIZE;
        if (s[h + CLAIM] == 0 || s[h + TELLING] != 0) {
            return;
        }
        byte[] t = s.clone();
        t[h + BEAT] = 1;
        t[h + ECHOES] = 0;
        if (honour(t, host, s[h + CLAIM], host)) {
            t[h + ECHOES] = (byte) (1 << host);
        }
        next.then(NAMES[host] + " sends a heartbeat that claims epoch " + s[h + CLAIM], t);
    }

    /** A heartbeat arrives: the newest, which is echoed, or any old one, whose echo doesn't matter. */
    private void hear(byte[] s, int voter, StateSearch.Next next) {
        for (int host = 0; host < HOSTS; host++) {
            int h = host * HOST_SIZE;
            byte[] t = s.clone();
            if (host != voter && s[h + BEAT] > 0 && honour(t, voter, s[h + CLAIM], host)) {
                t[h + ECHOES] |= (byte) (1 << voter);
                next.then(NAMES[voter] + " hears " + NAMES[host] + "'s heartbeat", t);
            }
        }
        for (int epoch = 1; epoch <= epochs; epoch++) {
            int host = s[agreedBase + epoch - 1] - 1;
            byte[] t = s.clone();
            if (host >= 0 && host != voter && honour(t, voter, epoch, host)) {
                next.then(NAMES[voter] + " hears an old heartbeat of " + NAMES[host] + "'s", t);
            }
        }
    }

    /** The echoes of a majority have come. */
    private void renew(byte[] s, int host, StateSearch.Next next) {
        int h = host * HOST_SIZE;
        boolean own = (s[h + ECHOES] & 1 << host) != 0;
        if (s[h + TELLING] == 0 && own && Integer.bitCount(s[h + ECHOES]) > VOTERS / 2) {
            byte[] t = s.clone();
            t[h + TELLING] = (byte) (lease() - (s[h + BEAT] - 1));
            t[h + LATE] = 0;
            next.then(NAMES[host] + " has a lease in epoch " + s[h + CLAIM] + " and turns to its kernel", t);
        }
    }

    private void tell(byte[] s, int host, StateSearch.Next next) {
        int h = host * HOST_SIZE;
        if (s[h + TELLING] == 0) {
            return;
        }
        boolean late = s[h + LATE] != 0;
        byte[] t = s.clone();
        t[h + TELLING] = 0;
        t[h + LATE] = 0;
        if (late && flaw != Flaw.DELAY_NOT_NOTICED) {
            t[h + KERNEL] = 0;
            t[h + CLAIM] = 0;
            t[h + BEAT] = 0;
            t[h + ECHOES] = 0;
            next.then(NAMES[host] + "'s kernel is told late, and it fences itself", t);
        } else {
            t[h + KERNEL] = s[h + TELLING];
            next.then(NAMES[host] + "'s kernel lets packets out for " + s[h + TELLING] + " ticks", t);
        }
        if (late && flaw == Flaw.KILLED_WHILE_TELLING && s[crashedAt] < crashes) {
            byte[] told = s.clone();
            told[h + KERNEL] = s[h + TELLING];
            crash(told, host, next);
        }
    }

    /** A process is killed and starts again. What its kernel was told stays. */
    private void crash(byte[] s, int node, StateSearch.Next next) {
        byte[] t = s.clone();
        t[crashedAt]++;
        if (node < HOSTS && !restartHost(t, node)) {
            return;
        }
        int v = voter(node);
        if (flaw == Flaw.VOTES_FORGOTTEN) {
            t[v + STORED] = 0;
            t[v + STORED_FOR] = 0;
        }
        t[v + HIGHEST] = t[v + STORED];
        t[v + HOLDER] = 0;
        t[v + RUNS] = 0;
        t[v + WAIT] = (byte) (flaw == Flaw.NO_WAIT_AFTER_RESTART ? 0 : PROMISE);
        next.then(NAMES[node] + " is killed and starts again", t);
    }

    /** @return false when it has no life left */
    private boolean restartHost(byte[] t, int host) {
        int h = host * HOST_SIZE;
        int old = candidate(host, t[h + LIFE]);
        byte life = (byte) (t[h + LIFE] + 1);
        byte kernel = t[h + KERNEL];
        for (int i = 0; i < HOST_SIZE; i++) {
            t[h + i] = 0;
        }
        t[h + LIFE] = life;
        t[h + KERNEL] = kernel;
        for (int voter = 0; voter < VOTERS; voter++) {
            for (int epoch = 1; epoch <= epochs; epoch++) {
                int vote = voter(voter) + VOTE + epoch - 1;
                t[vote] = t[vote] == old ? 0 : t[vote];
            }
        }
        return life < LIVES;
    }

    private boolean honour(byte[] t, int voter, int epoch, int host) {
        int v = voter(voter);
        if (epoch < t[v + HIGHEST]) {
            return false;
        }
        promise(t, v, epoch, host);
        return true;
    }

    private static void promise(byte[] t, int v, int epoch, int host) {
        t[v + HIGHEST] = (byte) epoch;
        t[v + HOLDER] = (byte) (host + 1);
        t[v + RUNS] = PROMISE;
    }

    private static void countDown(byte[] t, int at) {
        if (t[at] > 0) {
            t[at]--;
        }
    }

    /** How long a lease lasts in truth, by the slowest clock that is allowed. */
    private int lease() {
        return flaw == Flaw.CLOCKS_OUT_OF_BOUND ? PROMISE + 1 : PROMISE;
    }

    private int voter(int number) {
        return VOTER_BASE + number * voterSize;
    }

    private static int candidate(int host, int life) {
        return 1 + host + HOSTS * life;
    }
}
