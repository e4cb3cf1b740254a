/**
 * Heartbeats: one UDP datagram to each other member in each interval, and what is concluded from those that come and those
 * that don't. Only {@code HeartbeatThread} knows sockets and clocks; all else is told the time.
 */
package org.holdfast.cluster.internal.heartbeat;
