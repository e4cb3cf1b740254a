package org.holdfast.cache.internal.decode;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * One decoded TCP segment: a view of a captured frame, filled again for each. Valid until the next one is decoded; the
 * frame's bytes belong to the capture source. Sequence numbers are 32 bits that wrap.
 */
public final class Segment {

    public static final int FIN = 0x01;
    public static final int SYN = 0x02;
    public static final int RST = 0x04;
    public static final int ACK = 0x10;

    public static final int UNSUPPORTED_MD5 = 1;
    public static final int UNSUPPORTED_AO = 2;
    public static final int UNSUPPORTED_MPTCP = 4;

    ByteBuffer frame;
    boolean networkKnown;
    boolean ipv6;
    long sourceHigh;
    long sourceLow;
    long destinationHigh;
    long destinationLow;
    int sourcePort;
    int destinationPort;
    int sequence;
    int acknowledgment;
    int flags;
    int window;
    int payloadAt;
    int payloadLength;
    int payloadCaptured;
    int mss;
    int windowScale;
    boolean sackPermitted;
    boolean timestamps;
    int timestampValue;
    int timestampEcho;
    int unsupported;

    void clear(ByteBuffer newFrame) {
        frame = newFrame;
        networkKnown = false;
        mss = -1;
        windowScale = -1;
        sackPermitted = false;
        timestamps = false;
        timestampValue = 0;
        timestampEcho = 0;
        unsupported = 0;
        flags = 0;
        payloadLength = 0;
        payloadCaptured = 0;
    }

    /** The captured frame; bytes {@link #payloadAt()} to {@code payloadAt() + payloadCaptured()} are payload. */
    public ByteBuffer frame() {
        return frame;
    }

    /** Whether the IP addresses are known, even if no TCP segment could be decoded. */
    public boolean networkKnown() {
        return networkKnown;
    }

    public boolean ipv6() {
        return ipv6;
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
        return Addresses.toInetAddress(ipv6, sourceHigh, sourceLow);
    }

    public InetAddress destinationAddress() {
        return Addresses.toInetAddress(ipv6, destinationHigh, destinationLow);
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

    /** Meaningless without {@link #isAck()}. */
    public int acknowledgment() {
        return acknowledgment;
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

    public boolean isAck() {
        return (flags & ACK) != 0;
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

    /** -1 when the option is absent. */
    public int mss() {
        return mss;
    }

    /** 0 to 14, -1 when the option is absent. */
    public int windowScale() {
        return windowScale;
    }

    public boolean sackPermitted() {
        return sackPermitted;
    }

    /** Whether there is a timestamps option. */
    public boolean timestamps() {
        return timestamps;
    }

    public int timestampValue() {
        return timestampValue;
    }

    public int timestampEcho() {
        return timestampEcho;
    }

    /** Bits {@code UNSUPPORTED_…} of options that no takeover can carry over. */
    public int unsupported() {
        return unsupported;
    }
}
