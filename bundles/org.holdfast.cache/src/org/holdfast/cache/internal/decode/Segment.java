package org.holdfast.cache.internal.decode;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * One decoded TCP segment: a view of a captured frame, filled again for each. Valid until the next one is decoded; the
 * frame's bytes belong to the capture source. Sequence numbers are 32 bits that wrap.
 */
public final class Segment {

    public static final int FIN = 0x01;
    public static final int SYN = 0x02;
    public static final int RST = 0x04;
    public static final int PSH = 0x08;
    public static final int ACK = 0x10;
    public static final int URG = 0x20;
    /** Congestion was seen; in a SYN: explicit congestion notification is wanted (RFC 3168 §6.1). */
    public static final int ECE = 0x40;
    /** The congestion window was reduced. */
    public static final int CWR = 0x80;
    /** Of the nonce sum (RFC 3540), now of accurate ECN. */
    public static final int AE = 0x100;

    public static final int UNSUPPORTED_MD5 = 1;
    public static final int UNSUPPORTED_AO = 2;
    public static final int UNSUPPORTED_MPTCP = 4;

    /** The IP header gave no length. */
    static final int REMARK_NO_LENGTH = 1;
    /** The IP header, or UDP around it, gave more than there was. */
    static final int REMARK_OVERLONG = 2;
    /** The rest of the segment is in other fragments. */
    static final int REMARK_FIRST_FRAGMENT = 4;

    static final int REMARK_OPTIONS_CUT = 8;
    static final int REMARK_REASSEMBLED = 16;

    /** Unsupported ones are in the low bits. */
    static final int OPTION_MSS = 0x10;

    static final int OPTION_WINDOW_SCALE = 0x20;
    static final int OPTION_SACK_PERMITTED = 0x40;
    static final int OPTION_SACK = 0x80;
    static final int OPTION_TIMESTAMPS = 0x100;
    static final int OPTION_FAST_OPEN = 0x200;
    static final int OPTION_FAST_OPEN_COOKIE = 0x400;
    private static final int UNSUPPORTED = UNSUPPORTED_MD5 | UNSUPPORTED_AO | UNSUPPORTED_MPTCP;

    private static final int LINKTYPE_RAW = 101;
    private static final int URGENT_POINTER_OFFSET = 18;

    ByteBuffer frame;
    int linkType;
    /** Bits {@code REMARK_…}. */
    int remarks;
    /** Its checksum was looked at and is wrong. */
    boolean damaged;

    /** IP version, 0 when there was none. */
    int version;

    long sourceHigh;
    long sourceLow;
    long destinationHigh;
    long destinationLow;

    int tcpAt;
    int sourcePort;
    int destinationPort;
    int sequence;
    int acknowledgment;
    int flags;
    int window;
    int payloadAt;
    int payloadLength;
    int payloadCaptured;

    /** Bits {@code OPTION_…} and {@code UNSUPPORTED_…}; the fields below mean something where theirs is set. */
    int options;

    int mss;
    int windowScale;
    int timestampValue;
    int timestampEcho;
    int sackAt;
    int sackBlocks;

    /** Forgets what the fields below would otherwise still say; each of the others is set when TCP is found. */
    void clear(ByteBuffer newFrame, int newLinkType) {
        if (frame != newFrame) {
            frame = newFrame;
        }
        linkType = newLinkType;
        remarks = 0;
        damaged = false;
        version = 0;
        options = 0;
    }

    void reassembled(ByteBuffer datagram) {
        frame = datagram;
        linkType = LINKTYPE_RAW;
        remarks = REMARK_REASSEMBLED;
        damaged = false;
    }

    void remark(int remark) {
        remarks |= remark;
    }

    /** Whether lengths within the packet may point behind its end, as the rest of it isn't in the frame. */
    boolean isPartial() {
        return (remarks & (REMARK_OVERLONG | REMARK_FIRST_FRAGMENT)) != 0;
    }

    /**
     * The captured frame, or the {@link #reassembled()} datagram; bytes {@link #payloadAt()} to {@code payloadAt() +
     * payloadCaptured()} are payload.
     */
    public ByteBuffer frame() {
        return frame;
    }

    /** The LINKTYPE_ value under which {@link #frame()} can be decoded again on its own. */
    public int linkType() {
        return linkType;
    }

    /**
     * Whether the segment came in several IP fragments. Then {@link #frame()} is the decoder's own, and holds from
     * position 0 to the limit the IP datagram as it was before, without what enclosed it.
     */
    public boolean reassembled() {
        return (remarks & REMARK_REASSEMBLED) != 0;
    }

    /** Whether the IP addresses are known, even if no TCP segment could be decoded. */
    public boolean networkKnown() {
        return version != 0;
    }

    public boolean ipv6() {
        return version == Ip.VERSION_6;
    }

    /** See {@link Addresses}. */
    public long sourceHigh() {
        return sourceHigh;
    }

    public long sourceLow() {
        return sourceLow;
    }

    public long destinationHigh() {
        return destinationHigh;
    }

    public long destinationLow() {
        return destinationLow;
    }

    public InetAddress sourceAddress() {
        return Addresses.toInetAddress(ipv6(), sourceHigh, sourceLow);
    }

    public InetAddress destinationAddress() {
        return Addresses.toInetAddress(ipv6(), destinationHigh, destinationLow);
    }

    public int sourcePort() {
        return sourcePort;
    }

    public int destinationPort() {
        return destinationPort;
    }

    public int sequence() {
        return sequence;
    }

    /** Whether its checksum is wrong; always false where the decoder doesn't look. */
    public boolean damaged() {
        return damaged;
    }

    /** Meaningless without {@link #isAck()}. */
    public int acknowledgment() {
        return acknowledgment;
    }

    /** {@link #FIN} to {@link #CWR} in the low eight bits as they stand in the header, above them {@link #AE}. */
    public int flags() {
        return flags;
    }

    public boolean isFin() {
        return (flags & FIN) != 0;
    }

    public boolean isSyn() {
        return (flags & SYN) != 0;
    }

    public boolean isRst() {
        return (flags & RST) != 0;
    }

    public boolean isPush() {
        return (flags & PSH) != 0;
    }

    public boolean isAck() {
        return (flags & ACK) != 0;
    }

    /** Offset behind the last urgent byte as the header gives it, 0 when there is none or the capture cut it. */
    public int urgentPointer() {
        int at = tcpAt + URGENT_POINTER_OFFSET;
        return (flags & URG) == 0 || at + 2 > frame.limit() ? 0 : frame.getShort(at) & 0xffff;
    }

    /** The 16 bits as they stand, without scale. */
    public int window() {
        return window;
    }

    public int payloadAt() {
        return payloadAt;
    }

    /** Bytes of payload on the wire. */
    public int payloadLength() {
        return payloadLength;
    }

    /** Bytes of payload in the frame: fewer than on the wire when the capture cut it. */
    public int payloadCaptured() {
        return payloadCaptured;
    }

    /** Whether the capture cut the options, so that those that seem absent may have been there. */
    public boolean optionsCut() {
        return (remarks & REMARK_OPTIONS_CUT) != 0;
    }

    /** -1 when the option is absent. */
    public int mss() {
        return (options & OPTION_MSS) == 0 ? -1 : mss;
    }

    /** 0 to 14, -1 when the option is absent. */
    public int windowScale() {
        return (options & OPTION_WINDOW_SCALE) == 0 ? -1 : windowScale;
    }

    public boolean sackPermitted() {
        return (options & OPTION_SACK_PERMITTED) != 0;
    }

    /** How many selective acknowledgments there are (RFC 2018 §3): 0 to 4. */
    public int sackBlocks() {
        return (options & OPTION_SACK) == 0 ? 0 : sackBlocks;
    }

    /**
     * The first sequence number of a block.
     *
     * @param index from 0 to {@link #sackBlocks()} - 1
     */
    public int sackLeft(int index) {
        return frame.getInt(sackAt + Objects.checkIndex(index, sackBlocks()) * 8);
    }

    /** The sequence number behind the last one of a block. */
    public int sackRight(int index) {
        return frame.getInt(sackAt + Objects.checkIndex(index, sackBlocks()) * 8 + 4);
    }

    /** Whether there is a timestamps option. */
    public boolean timestamps() {
        return (options & OPTION_TIMESTAMPS) != 0;
    }

    /** 0 without {@link #timestamps()}, as the echo is. */
    public int timestampValue() {
        return timestamps() ? timestampValue : 0;
    }

    public int timestampEcho() {
        return timestamps() ? timestampEcho : 0;
    }

    /** Whether there is a Fast Open option (RFC 7413), as a request for a cookie or with one. */
    public boolean fastOpen() {
        return (options & OPTION_FAST_OPEN) != 0;
    }

    /** Whether the Fast Open option carries a cookie. */
    public boolean fastOpenCookie() {
        return (options & OPTION_FAST_OPEN_COOKIE) != 0;
    }

    /** Bits {@code UNSUPPORTED_…} of options that no takeover can carry over. */
    public int unsupported() {
        return options & UNSUPPORTED;
    }
}
