package org.holdfast.cache.internal.decode;

/**
 * Where one fragment stands in its frame and in its datagram.
 *
 * @param protocol what the datagram carries
 * @param headerAt the IP header
 * @param headerLength IPv4 header with options; IPv6 header with the extensions before the fragment header
 * @param nextOffset which byte of the header announces the fragment header (IPv6), or -1 (IPv4)
 * @param dataAt the fragment's bytes
 * @param length how many
 * @param offset where they belong, a multiple of 8
 * @param more whether others follow it in the datagram
 */
record Fragment(
        FragmentKey key,
        int protocol,
        int headerAt,
        int headerLength,
        int nextOffset,
        int dataAt,
        int length,
        int offset,
        boolean more) {

    int end() {
        return offset + length;
    }
}
