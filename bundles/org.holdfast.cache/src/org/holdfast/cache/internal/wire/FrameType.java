package org.holdfast.cache.internal.wire;

/** Kinds of frames; the codes never change their meaning. */
enum FrameType {
    HAND_OVER(1),
    CONNECTION(2),
    BYTES(3),
    END(4),
    CONFIRMED(5),
    REFUSED(6);

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static FrameType of(int code) throws WireException {
        for (FrameType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new WireException("a frame of unknown type " + code);
    }
}
