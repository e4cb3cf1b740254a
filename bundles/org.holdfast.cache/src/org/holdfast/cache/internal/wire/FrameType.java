package org.holdfast.cache.internal.wire;

/** Kinds of frames; the codes never change their meaning. */
enum FrameType {
    HAND_OVER(1),
    CONNECTION(2),
    BYTES(3),
    END(4),
    CONFIRMED(5),
    REFUSED(6),

    HELLO(7),
    WELCOME(8),
    SUBSCRIBED(9),
    RESUME(10),
    READY(11),

    OPENED(12),
    INBOUND(13),
    STATE(14),
    DIGESTS(15),
    VERDICT(16),
    ENDED(17),
    OVER(18),
    DROPPED(19),
    HEARTBEAT(20),

    ACKNOWLEDGED(21),
    CONSUMED(22),
    GIVEN_UP(23);

    private static final FrameType[] BY_CODE = new FrameType[GIVEN_UP.code + 1];

    static {
        for (FrameType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /**
     * Whether the payload begins with a sequence number in the feed. What has to be understood before the versions are
     * agreed on has none.
     */
    boolean isNumbered() {
        return this != HELLO && this != REFUSED;
    }

    static FrameType of(int code) throws WireException {
        if (code < 1 || code >= BY_CODE.length) {
            throw new WireException("a frame of unknown type " + code);
        }
        return BY_CODE[code];
    }
}
