/**
 * The memory of claim 1: packets in a ring of chunks outside of the heap, written from there to pcapng files of the
 * same bytes, found again by reference, dropped by a policy, recovered after a crash. It knows nothing of connections,
 * but for the list of packets that each of them keeps.
 *
 * <p>Three kinds of threads: the one that appends ({@link org.holdfast.cache.internal.remember.PacketMemory}) changes
 * what there is; one of its own ({@code Spiller}) reads and writes files; readers copy, and look afterwards whether
 * what they copied was still theirs. What they share is in {@code StoredSegment} and {@code SegmentTable}.
 */
package org.holdfast.cache.internal.remember;
