package org.holdfast.cache.internal.decode;

/**
 * UDP (RFC 768), of which only tunnels are of interest. One is known by its port on either side, and then believed only
 * if its header can be one.
 */
final class UdpTunnels {

    static final int HEADER = 8;

    private static final int L2TP = 1701;
    private static final int GTP_USER = 2152;
    private static final int TEREDO = 3544;
    private static final int LISP_DATA = 4341;
    private static final int GRE = 4754;
    private static final int VXLAN = 4789;
    private static final int VXLAN_GPE = 4790;
    private static final int AYIYA = 5072;
    private static final int CAPWAP_DATA = 5247;
    private static final int GENEVE = 6081;
    private static final int MPLS = 6635;
    /** VXLAN in Linux before it had a port, and OTV, whose header is the same. */
    private static final int VXLAN_OLD = 8472;

    private static final int TZSP = 37008;

    private UdpTunnels() {}

    static Outcome decode(Frame frame, int at) {
        if (!frame.has(at, HEADER)) {
            return frame.wireEnd - at < HEADER ? Outcome.UDP_LENGTH : Outcome.UDP;
        }
        int length = frame.unsignedShort(at + 4);
        // 0 is a large datagram that the network card would have cut, or a jumbogram (RFC 2675).
        if (length != 0) {
            if (length < HEADER) {
                return Outcome.UDP_LENGTH;
            }
            if (!frame.narrow(at, length)) {
                frame.overlong();
            }
        }
        Outcome outcome = byPort(frame, frame.unsignedShort(at + 2), at + HEADER);
        return outcome == Outcome.UDP ? byPort(frame, frame.unsignedShort(at), at + HEADER) : outcome;
    }

    /** Whether a port of this UDP header is a tunnel's. */
    static boolean isTunnel(Frame frame, int at) {
        return isTunnel(frame.unsignedShort(at)) || isTunnel(frame.unsignedShort(at + 2));
    }

    private static boolean isTunnel(int port) {
        return switch (port) {
            case L2TP,
                    GTP_USER,
                    TEREDO,
                    LISP_DATA,
                    GRE,
                    VXLAN,
                    VXLAN_GPE,
                    AYIYA,
                    CAPWAP_DATA,
                    GENEVE,
                    MPLS,
                    VXLAN_OLD,
                    TZSP -> true;
            default -> false;
        };
    }

    private static Outcome byPort(Frame frame, int port, int at) {
        return switch (port) {
            case L2TP -> Layer2Tunnels.l2tp(frame, at);
            case GTP_USER -> IpTunnels.gtp(frame, at);
            case TEREDO -> IpTunnels.teredo(frame, at);
            case LISP_DATA -> IpTunnels.plausible(frame, at + 8);
            case GRE -> Gre.decode(frame, at);
            case VXLAN, VXLAN_OLD -> Overlays.vxlan(frame, at);
            case VXLAN_GPE -> Overlays.vxlanWithProtocol(frame, at);
            case AYIYA -> IpTunnels.anythingInAnything(frame, at);
            case CAPWAP_DATA -> Layer2Tunnels.capwap(frame, at);
            case GENEVE -> Overlays.geneve(frame, at);
            case MPLS -> Mpls.decode(frame, at);
            case TZSP -> Layer2Tunnels.tzsp(frame, at);
            default -> Outcome.UDP;
        };
    }
}
