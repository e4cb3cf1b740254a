package org.holdfast.cache.internal.decode;

/** What Linux gives in place of the link layer when it captures on all interfaces at once. */
final class LinuxCooked {

    private static final int HEADER_1 = 16;
    private static final int HEADER_2 = 20;

    /** Where an EtherType would be: LLC follows. */
    private static final int LLC = 0x0004;

    // ARPHRD_ values of linux/if_arp.h whose frames keep their own header.
    private static final int HARDWARE_WLAN = 801;
    private static final int HARDWARE_PRISM = 802;
    private static final int HARDWARE_RADIOTAP = 803;

    private LinuxCooked() {}

    static Outcome version1(Frame frame, int at) {
        if (!frame.has(at, HEADER_1)) {
            return Outcome.LINK_HEADER_CUT;
        }
        int hardware = frame.unsignedShort(at + 2);
        return payload(frame, hardware, frame.unsignedShort(at + HEADER_1 - 2), at + HEADER_1);
    }

    static Outcome version2(Frame frame, int at) {
        if (!frame.has(at, HEADER_2)) {
            return Outcome.LINK_HEADER_CUT;
        }
        return payload(frame, frame.unsignedShort(at + 8), frame.unsignedShort(at), at + HEADER_2);
    }

    private static Outcome payload(Frame frame, int hardware, int type, int at) {
        return switch (hardware) {
            case HARDWARE_WLAN -> Wlan.decode(frame, at, false);
            case HARDWARE_PRISM -> WlanCapture.prism(frame, at);
            case HARDWARE_RADIOTAP -> WlanCapture.radiotap(frame, at);
            default -> byType(frame, type, at);
        };
    }

    private static Outcome byType(Frame frame, int type, int at) {
        if (type == LLC) {
            return Llc.decode(frame, at);
        }
        return type < EtherTypes.SMALLEST ? Outcome.ETHER_TYPE : EtherTypes.decode(frame, type, at);
    }
}
