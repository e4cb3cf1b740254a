package org.holdfast.cache.internal.decode;

import org.holdfast.cache.Checksums;

/**
 * What became of one frame in the decoder. Each frame has one outcome; those of kind {@link Kind#NOTED} are counted
 * beside it.
 */
public enum Outcome {
    TCP("tcp", Kind.DECODED),

    LINK_TYPE("link-type", Kind.IGNORED),
    ADDRESS_FAMILY("address-family", Kind.IGNORED),
    ARP("arp", Kind.IGNORED),
    ETHER_TYPE("ether-type", Kind.IGNORED),
    LLC("llc", Kind.IGNORED),
    PPP_PROTOCOL("ppp-protocol", Kind.IGNORED),
    /** Management, control, and data frames without data. */
    WLAN_NO_DATA("wlan-no-data", Kind.IGNORED),
    WLAN_PROTECTED("wlan-protected", Kind.IGNORED),
    /** Part of a frame of the wireless network; these aren't put together. */
    WLAN_FRAGMENT("wlan-fragment", Kind.IGNORED),
    /** Several frames in one (A-MSDU), of which a segment can show only one. */
    WLAN_AGGREGATE("wlan-aggregate", Kind.IGNORED),
    MPLS_PAYLOAD("mpls-payload", Kind.IGNORED),
    TUNNEL_PAYLOAD("tunnel-payload", Kind.IGNORED),
    IP_PROTOCOL("ip-protocol", Kind.IGNORED),
    /** Errors among them carry the beginning of another packet, which nobody sent here. */
    ICMP("icmp", Kind.IGNORED),
    /** UDP that is no known tunnel. */
    UDP("udp", Kind.IGNORED),
    /** Kept until the rest of its datagram comes, or of a protocol that can't carry TCP. */
    IPV4_FRAGMENT("ipv4-fragment", Kind.IGNORED),
    IPV6_FRAGMENT("ipv6-fragment", Kind.IGNORED),

    LINK_HEADER_CUT("link-header-cut", Kind.MALFORMED),
    VLAN_DEPTH("vlan-depth", Kind.MALFORMED),
    MPLS_DEPTH("mpls-depth", Kind.MALFORMED),
    TUNNEL_DEPTH("tunnel-depth", Kind.MALFORMED),
    TUNNEL_HEADER("tunnel-header", Kind.MALFORMED),
    /** The receiver of the wireless network found it damaged. */
    WLAN_CHECKSUM("wlan-checksum", Kind.MALFORMED),
    IP_VERSION("ip-version", Kind.MALFORMED),
    IP_HEADER_CUT("ip-header-cut", Kind.MALFORMED),
    IP_LENGTH("ip-length", Kind.MALFORMED),
    /** Dropped, or with {@link Checksums#COUNT} only noted. */
    IP_CHECKSUM("ip-checksum", Kind.MALFORMED),
    IPV6_EXTENSION("ipv6-extension", Kind.MALFORMED),
    /** The capture cut a fragment, so its datagram can't be put together. */
    FRAGMENT_CUT("fragment-cut", Kind.MALFORMED),
    FRAGMENT_LENGTH("fragment-length", Kind.MALFORMED),
    /** Of an IPv6 datagram whose fragments overlap (RFC 5722). */
    FRAGMENT_DISCARDED("fragment-discarded", Kind.MALFORMED),
    UDP_LENGTH("udp-length", Kind.MALFORMED),
    TCP_HEADER_CUT("tcp-header-cut", Kind.MALFORMED),
    TCP_LENGTH("tcp-length", Kind.MALFORMED),
    /** Dropped, or with {@link Checksums#COUNT} only noted. */
    TCP_CHECKSUM("tcp-checksum", Kind.MALFORMED),

    /** What stands behind the broken option isn't used, the segment is. */
    TCP_OPTIONS("tcp-options", Kind.NOTED),
    /** The capture cut the options: those that are missing may have been there. */
    TCP_OPTIONS_CUT("tcp-options-cut", Kind.NOTED),
    /** The IP header gives no length: a large segment that the network card would have cut (TSO). */
    IP_NO_LENGTH("ip-no-length", Kind.NOTED),
    /**
     * An IP or UDP header says more than its frame held, of which what is there is used. Hosts drop such a packet; but a
     * mirror port that cuts frames makes them as well.
     */
    OVERLONG("overlong", Kind.NOTED),
    /** Left for the network card to compute. */
    IP_CHECKSUM_OFFLOADED("ip-checksum-offloaded", Kind.NOTED),
    /** The sum of the pseudo-header only: the network card would have added the rest. */
    TCP_CHECKSUM_OFFLOADED("tcp-checksum-offloaded", Kind.NOTED),
    FRAGMENT_DUPLICATE("fragment-duplicate", Kind.NOTED),
    /** The bytes that came first are kept. */
    FRAGMENT_OVERLAP("fragment-overlap", Kind.NOTED),
    /** A datagram whose other fragments didn't come in time. */
    FRAGMENT_TIMEOUT("fragment-timeout", Kind.NOTED),
    /** A datagram given up for want of room, before its time. */
    FRAGMENT_EVICTED("fragment-evicted", Kind.NOTED);

    /** How an outcome is counted. */
    public enum Kind {
        DECODED,
        IGNORED,
        MALFORMED,
        /** Beside the outcome of the same frame. */
        NOTED
    }

    private final String label;
    private final Kind kind;

    Outcome(String label, Kind kind) {
        this.label = label;
        this.kind = kind;
    }

    /** The name it is counted under. */
    public String label() {
        return label;
    }

    public Kind kind() {
        return kind;
    }
}
