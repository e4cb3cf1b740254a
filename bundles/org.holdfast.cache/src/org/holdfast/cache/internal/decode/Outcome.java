package org.holdfast.cache.internal.decode;

/** What became of one frame in the decoder. */
public enum Outcome {
    TCP("tcp", Kind.DECODED),

    LINK_TYPE("link-type", Kind.IGNORED),
    ADDRESS_FAMILY("address-family", Kind.IGNORED),
    ARP("arp", Kind.IGNORED),
    ETHER_TYPE("ether-type", Kind.IGNORED),
    IP_PROTOCOL("ip-protocol", Kind.IGNORED),
    /** Fragments aren't put together yet, so the segments inside are missing from the stream. */
    IPV4_FRAGMENT("ipv4-fragment", Kind.IGNORED),
    IPV6_FRAGMENT("ipv6-fragment", Kind.IGNORED),

    LINK_HEADER_CUT("link-header-cut", Kind.MALFORMED),
    VLAN_DEPTH("vlan-depth", Kind.MALFORMED),
    IP_VERSION("ip-version", Kind.MALFORMED),
    IP_HEADER_CUT("ip-header-cut", Kind.MALFORMED),
    IP_LENGTH("ip-length", Kind.MALFORMED),
    IPV6_EXTENSION("ipv6-extension", Kind.MALFORMED),
    TCP_HEADER_CUT("tcp-header-cut", Kind.MALFORMED),
    TCP_LENGTH("tcp-length", Kind.MALFORMED),
    /** The segment is used all the same; what stands behind the broken option is not. */
    TCP_OPTIONS("tcp-options", Kind.MALFORMED);

    /** How an outcome is counted. */
    public enum Kind {
        DECODED,
        IGNORED,
        MALFORMED
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
