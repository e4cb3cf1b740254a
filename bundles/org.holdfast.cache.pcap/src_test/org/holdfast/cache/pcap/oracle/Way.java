package org.holdfast.cache.pcap.oracle;

/**
 * One direction of a connection.
 *
 * @param packets segments
 * @param payloadBytes bytes of payload, repeats included
 * @param sha256 of the stream; empty when it isn't to be compared
 */
record Way(long packets, long payloadBytes, String sha256) {}
