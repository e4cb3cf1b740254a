package org.holdfast.model.tcp;

/** States of a connection's service end, RFC 9293 §3.3.2. */
public enum TcpState {
    LISTEN,
    SYN_SENT,
    SYN_RECEIVED,
    ESTABLISHED,
    FIN_WAIT_1,
    FIN_WAIT_2,
    CLOSE_WAIT,
    CLOSING,
    LAST_ACK,
    TIME_WAIT,
    CLOSED;

    /** Whether the connection still carries or may still carry bytes that somebody waits for. */
    public boolean isLive() {
        return switch (this) {
            case SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK -> true;
            case LISTEN, SYN_SENT, TIME_WAIT, CLOSED -> false;
        };
    }

    /** RFC 9293's spelling, {@code SYN-RECEIVED}. */
    public String display() {
        return name().replace('_', '-');
    }
}
