/**
 * Leases: who may send from a service's addresses, by majority and by time. Everything here is pure: time is a parameter,
 * in nanoseconds of the local clock, and nothing is sent.
 *
 * <p><b>Invariant.</b> At no time are leases of one service valid at two nodes.
 *
 * <p><b>Rules.</b> Let L be the length of a lease, and d = 2% ({@link org.holdfast.cluster.internal.lease.LeaseTerms}).
 * <ol>
 *   <li>An epoch belongs to one life of one node: a voter votes at most once in an epoch, for a node and its boot number,
 *       and stores the vote on disk before it answers. It votes only in epochs larger than all it has voted in or seen.
 *   <li>A node claims an epoch in its heartbeats only after a majority has voted for it and it is agreed on
 *       ({@link org.holdfast.cluster.internal.agreement}) that the epoch is this life's, and never again once it has
 *       stopped claiming it.
 *   <li>A voter that receives a claim in the largest epoch it knows, or in a larger one, promises at time r of its own
 *       clock not to vote for anybody else before r + L(1 + d). It forgets an earlier promise only by hearing a larger
 *       epoch, or when the node that holds it gives it up.
 *   <li>A voter that has lost its memory votes for nobody before it has been up for L(1 + d).
 *   <li>An owner sends heartbeat k at time s of its own clock, read before sending. When a majority, its own voter
 *       included, reports that it had received k and honours the epoch, the lease is valid until s + L, by the owner's
 *       clock. Once a lease has run out, the claim ends.
 * </ol>
 *
 * <p><b>Argument.</b> Suppose A's lease in epoch a rests on heartbeat k, and B has a larger epoch b. B claims only after a
 * majority has voted for b; a majority has honoured k. Two majorities share a voter v. (Majorities are of all configured
 * members, and all are configured alike: heartbeats of another configuration are not listened to.) Had v voted for b
 * before it heard k, it would not have honoured a, since b is larger and the vote survives on disk. So v honoured k
 * first, at time r, no earlier than A had sent it. Its vote for b came when its promise had run out, or after a restart
 * and a wait of at least the same length: no earlier than r + L(1 + d) by its clock. A's lease from k ended at s + L by
 * A's clock, where s is no later than r. Both clocks run at a rate between 1 - p and 1 + p of true time, so the voter
 * waited at least L(1 + d)/(1 + p) and the lease lasted at most L/(1 - p), which is less as long as
 * (1 + p)/(1 - p) &lt;= 1 + d: p up to 0.99%. (Quartz is off by 0.01%, time daemons slew by 0.05%.) The same holds for each
 * heartbeat k that A's lease ever rested on, so A's lease is over before B's first claim, and B's lease begins after it.
 * When A gives its promise up, its lease has ended before it says so.
 *
 * <p>It follows that a claim proves a majority of votes: a voter may follow a larger epoch as soon as it is claimed, even
 * while it has promised something to an older one.
 *
 * <p><b>What it doesn't cover.</b> Clocks are monotonic and must go on while the node lives; a virtual machine that is
 * suspended and resumed with its old clock breaks that. Whoever acts on a lease late has to subtract the delay. A voter
 * whose stored votes were deleted by hand has forgotten them: that is why a damaged file is refused, never replaced.
 */
package org.holdfast.cluster.internal.lease;
