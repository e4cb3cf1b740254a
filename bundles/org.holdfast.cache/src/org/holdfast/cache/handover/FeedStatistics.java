package org.holdfast.cache.handover;

/**
 * What a feed has done and how it stands.
 *
 * @param standby its name
 * @param connected whether it takes what is sent
 * @param connections that are fed
 * @param behind connections that are behind
 * @param backlogBytes inbound bytes that were captured and that the standby doesn't have
 * @param unacknowledgedBytes on the wire, frames included
 * @param inboundBytes of remote hosts that were sent
 * @param wireBytes sent, frames included
 * @param frames sent
 * @param bytesPerSecond on the wire within the last full second
 * @param framesPerSecond within the last full second
 * @param sessions how often the standby was connected
 * @param sent from the capture of inbound bytes until they were given to the network
 * @param acknowledged from their capture until the standby had taken them
 */
public record FeedStatistics(
        String standby,
        boolean connected,
        int connections,
        int behind,
        long backlogBytes,
        long unacknowledgedBytes,
        long inboundBytes,
        long wireBytes,
        long frames,
        long bytesPerSecond,
        long framesPerSecond,
        long sessions,
        FeedDelay sent,
        FeedDelay acknowledged) {}
