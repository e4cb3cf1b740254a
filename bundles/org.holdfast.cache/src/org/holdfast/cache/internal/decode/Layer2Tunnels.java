package org.holdfast.cache.internal.decode;

/** Tunnels over UDP that carry frames. What can't be their header is {@link Outcome#UDP}. */
final class Layer2Tunnels {

    private static final int L2TP_CONTROL = 0x8000;
    private static final int L2TP_LENGTH = 0x4000;
    private static final int L2TP_SEQUENCE = 0x0800;
    private static final int L2TP_OFFSET = 0x0200;
    private static final int L2TP_VERSION = 0x000f;

    private static final int CAPWAP_NATIVE = 0x0100;
    private static final int CAPWAP_FRAGMENT = 0x0080;

    private static final int TZSP_PADDING = 0;
    private static final int TZSP_END = 1;

    private Layer2Tunnels() {}

    /** Data messages of version 2 (RFC 2661 §3.1). Version 3 leaves too much of its header to the two ends. */
    static Outcome l2tp(Frame frame, int start) {
        if (!frame.has(start, 6)) {
            return Outcome.UDP;
        }
        int flags = frame.unsignedShort(start);
        if ((flags & L2TP_CONTROL) != 0 || (flags & L2TP_VERSION) != 2) {
            return Outcome.UDP;
        }
        int at = start + 2;
        if ((flags & L2TP_LENGTH) != 0) {
            frame.narrow(start, frame.unsignedShort(at));
            at += 2;
        }
        at += 4;
        if ((flags & L2TP_SEQUENCE) != 0) {
            at += 4;
        }
        if ((flags & L2TP_OFFSET) != 0) {
            if (!frame.has(at, 2)) {
                return Outcome.UDP;
            }
            at += 2 + frame.unsignedShort(at);
        }
        return Ppp.decode(frame, at);
    }

    /**
     * Frames between access point and controller (RFC 5415 §4.3): Ethernet, or those of the wireless network, of which
     * some access points swap the two bytes of frame control.
     */
    static Outcome capwap(Frame frame, int at) {
        // The first byte tells version 0 and that it isn't encrypted.
        if (!frame.has(at, 8) || frame.unsignedByte(at) != 0) {
            return Outcome.UDP;
        }
        int header = (frame.unsignedByte(at + 1) >> 3) * 4;
        int flags = frame.unsignedShort(at + 2);
        if (header < 8 || !frame.enter()) {
            return Outcome.UDP;
        }
        if ((flags & CAPWAP_FRAGMENT) != 0) {
            return Outcome.WLAN_FRAGMENT;
        }
        int payload = at + header;
        if ((flags & CAPWAP_NATIVE) == 0) {
            return Ethernet.decode(frame, payload);
        }
        return frame.has(payload, 2) && Wlan.isSwapped(frame, payload)
                ? Wlan.decodeSwapped(frame, payload)
                : Wlan.decode(frame, payload, false);
    }

    /** What sniffing access points and routers send: version 1, tags, then a frame of the kind that is named. */
    static Outcome tzsp(Frame frame, int start) {
        if (!frame.has(start, 5) || frame.unsignedByte(start) != 1 || frame.unsignedByte(start + 1) > 1) {
            return Outcome.UDP;
        }
        int at = start + 4;
        int tag = frame.unsignedByte(at);
        while (tag != TZSP_END) {
            at += tag == TZSP_PADDING ? 1 : 2;
            if (!frame.has(at, 1)) {
                return Outcome.UDP;
            }
            if (tag != TZSP_PADDING) {
                at += frame.unsignedByte(at - 1);
            }
            if (!frame.has(at, 1)) {
                return Outcome.UDP;
            }
            tag = frame.unsignedByte(at);
        }
        int kind = frame.unsignedShort(start + 2);
        return switch (kind) {
            case 1 -> Ethernet.decode(frame, at + 1);
            case 18 -> Wlan.decode(frame, at + 1, false);
            case LinkLayer.PRISM, LinkLayer.AVS -> LinkLayer.decode(frame, kind, at + 1);
            default -> Outcome.UDP;
        };
    }
}
