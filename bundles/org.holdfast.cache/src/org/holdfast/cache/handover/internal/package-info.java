/**
 * How a feed works inside. {@link org.holdfast.cache.handover.internal.FeedSender} and
 * {@link org.holdfast.cache.handover.internal.FeedTaker} are the two sides without threads, clocks or sockets;
 * {@link org.holdfast.cache.handover.internal.FeedSession} and
 * {@link org.holdfast.cache.handover.internal.TakerSessions} drive them over a connection. How frames stand on the wire
 * isn't known here.
 */
package org.holdfast.cache.handover.internal;
