/**
 * The way from the cache to the failover host (claim 1's output queue): what is handed over, sender and receiver, once
 * ({@link org.holdfast.cache.handover.OutputQueue}) or continuously
 * ({@link org.holdfast.cache.handover.StandbyFeed} to {@link org.holdfast.cache.handover.FeedReceiver}), and the
 * comparison of a copy's output with what was captured. What a copy of the application does isn't known here.
 *
 * <h2>Frames</h2>
 *
 * The same form in every version, big-endian: magic {@code HFCI}, version (2 bytes), type (1), zero (1), length of the
 * payload (4, at most 262,144), payload, CRC32C of all before (4). Version 1 is the single hand-over, version 2 the feed.
 * In version 2 the payload begins with a sequence number (8), one more than that of the frame before in this direction,
 * except in HELLO (7) and REFUSED (6): these two have the same form in every version, so that any two versions can agree
 * or say why not. A frame that is cut, altered, too long, of a wrong number or in the wrong place ends the connection;
 * nothing of it is used. Lengths of texts are in bytes of UTF-8 (2); counts have 4 bytes, offsets and numbers of
 * connections 8.
 *
 * <h2>Beginning</h2>
 *
 * The cache connects and sends HELLO: lowest and highest version it speaks (2 each), identity of the cache (16), of the
 * feed (16), bytes per digest block (4); later versions may append. The standby answers with
 *
 * <ul>
 *   <li>WELCOME (8): version chosen (2), number of the last frame of this feed that it took (8), window per connection
 *       (8, 0 for none), number of connections it has a part of (4);
 *   <li>SUBSCRIBED (9): names of services, numbers of connections; again whenever that changes;
 *   <li>RESUME (10), as often as need be: number of points, and for each connection (8), inbound bytes taken (8) and
 *       consumed (8), digest blocks (4), ends seen (1), why it was given up (text, empty if it wasn't);
 *   <li>READY (11);
 * </ul>
 *
 * or REFUSED: why, as text without length. The cache goes on with the frame after the last one taken, and each connection
 * where it stands. One that the standby doesn't have begins with OPENED; one that can't go on from there (the standby has
 * more than the cache, or the cache doesn't know it) is DROPPED first. A standby that meets another cache identity drops
 * all that it has before it answers.
 *
 * <h2>Feed</h2>
 *
 * <ul>
 *   <li>OPENED (12): connection, service (text), control block. Once, and before all else of that connection;
 *   <li>INBOUND (13): connection, offset, bytes. Without holes or repeats;
 *   <li>STATE (14): connection, control block. The newest; it may run ahead of the bytes;
 *   <li>DIGESTS (15): connection, outbound bytes reached, first block (4), count, CRC32C of each full block, of the rest.
 *       Blocks follow each other; the rest is renewed;
 *   <li>VERDICT (16): connection, reason (its name, text), detail (text);
 *   <li>ENDED (17): connection, 0 for the remote host's FIN, 1 for the service's, 2 for RST (1), bytes of the stream (8).
 *       0 and 2 after all inbound bytes;
 *   <li>OVER (18): connection. The last of it;
 *   <li>DROPPED (19): connection, why (text). What was told of it is void;
 *   <li>HEARTBEAT (20) when there was nothing else for a while.
 * </ul>
 *
 * The standby answers with ACKNOWLEDGED (21): number of the last frame that its sink took, cumulative; CONSUMED (22):
 * connection, offset that its application has reached, with a window per connection; GIVEN_UP (23): connection, why
 * (text), which the cache confirms by DROPPED; until then frames of that connection are passed over. At most a window of
 * bytes is under way; everything else stays in the packet memory, so that a slow standby costs no memory and never holds
 * up capture.
 */
package org.holdfast.cache.handover;
