/**
 * What must never be ambiguous: who owns what, in which epoch, and which policies are applied. Agreed by a majority of all
 * configured members through a replicated log, kept by the Raft engine MicroRaft. Only what is committed counts; what a
 * node has applied so far is knowledge, never authority.
 *
 * <p>The engine brings elections, replication and snapshots. Written here is what it leaves open: the log on disk
 * ({@link org.holdfast.cluster.internal.agreement.LogStore}), the bytes on the wire, the commands and what they do, its
 * clock and its thread, and how a member that doesn't lead gets its commands to the one that does. Nothing here reads a
 * clock or starts a thread but {@link org.holdfast.cluster.internal.agreement.TimelineThread}.
 *
 * <p>Two things in the engine shape this package. It acknowledges entries that it holds in memory, even when storing them
 * has failed meanwhile: so the store is durable whenever a call returns, and the first failure silences the node
 * ({@link org.holdfast.cluster.internal.agreement.Engine}). And its reads by leader lease are answered by a leader that is
 * cut off already: so there are no such reads.
 */
package org.holdfast.cluster.internal.agreement;
