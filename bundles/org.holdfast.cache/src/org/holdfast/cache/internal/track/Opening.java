package org.holdfast.cache.internal.track;

import java.nio.ByteBuffer;

/**
 * What the first bytes of a stream say of its protocol: some can't be continued by a copy of the application that is fed
 * the same bytes, because keys or challenges differ each time.
 */
enum Opening {
    /** Too few bytes are known. */
    UNKNOWN(""),
    /** Nothing speaks against a replay. */
    PLAIN(""),
    TLS("a TLS handshake"),
    SSH("an SSH banner"),
    POSTGRES_ENCRYPTED("PostgreSQL's request for encryption"),
    MYSQL("MySQL's greeting with a random challenge"),
    RFB("a VNC (RFB) banner, which a random challenge follows"),
    RDP("a Remote Desktop request");

    private static final Opening[] ALL = values();

    /** Bytes that are enough to decide. */
    static final int LENGTH = 8;

    private final String words;

    Opening(String words) {
        this.words = words;
    }

    /** Whether no replay can continue it. */
    boolean isOpaque() {
        return !words.isEmpty();
    }

    /** For people; empty for those that aren't opaque. */
    String words() {
        return words;
    }

    static Opening of(int ordinal) {
        return ALL[ordinal];
    }

    /** Looks at {@value #LENGTH} bytes. */
    static Opening of(ByteBuffer frame, int at) {
        return of(frame.getLong(at), LENGTH);
    }

    /**
     * @param bytes the first bytes, the first one uppermost
     * @param known how many of them are known; what they suffice for is told
     */
    static Opening of(long bytes, int known) {
        int first = (int) (bytes >>> 32);
        if (known >= 3 && isTls(first)) {
            return TLS;
        }
        if (known >= 4) {
            switch (first) {
                case 0x5353482d: // "SSH-", RFC 4253 §4.2
                    return SSH;
                case 0x52464220: // "RFB ", RFC 6143 §7.1.1
                    return RFB;
                default:
            }
        }
        if (known >= 6 && first >>> 16 == 0x0300 && ((int) (bytes >>> 16) & 0xff) == 0xe0) {
            // TPKT (RFC 1006) with an X.224 connection request.
            return RDP;
        }
        if (known >= LENGTH) {
            int second = (int) bytes;
            // SSLRequest and GSSENCRequest: length 8 and a code that is no protocol version.
            if (first == 8 && (second == 80877103 || second == 80877104)) {
                return POSTGRES_ENCRYPTED;
            }
            // Protocol::HandshakeV10: three bytes of length, sequence 0, version 10, then the server's version in
            // digits.
            if ((first & 0xff) == 0
                    && second >>> 24 == 10
                    && (first >>> 16 & 0xff) == 0
                    && first >>> 24 >= 32
                    && Character.isDigit(second >>> 16 & 0xff)) {
                return MYSQL;
            }
            return PLAIN;
        }
        return UNKNOWN;
    }

    /** A handshake record of SSL 3.0 to TLS 1.3: type 22, version 3.0 to 3.4 (RFC 8446 §5.1). */
    private static boolean isTls(int first) {
        return first >>> 24 == 0x16 && (first >>> 16 & 0xff) == 3 && (first >>> 8 & 0xff) <= 4;
    }
}
