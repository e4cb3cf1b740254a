package org.holdfast.model.tcp;

/**
 * What both ends agreed on in the handshake, seen from the service.
 *
 * @param mss the largest segment the remote host takes, bytes (RFC 9293 §3.7.1); 536 or 1220 when it named none
 * @param windowScaling whether both ends sent the option (RFC 7323 §2); if not, both scales are 0
 * @param sendScale shift for windows the remote host announces, 0 to 14 (Snd.Wind.Shift)
 * @param receiveScale shift for windows the service announces, 0 to 14 (Rcv.Wind.Shift)
 * @param sackPermitted whether both ends sent it (RFC 2018 §2)
 * @param timestamps whether both ends sent it (RFC 7323 §3)
 */
public record TcpOptions(
        int mss, boolean windowScaling, int sendScale, int receiveScale, boolean sackPermitted, boolean timestamps) {

    public TcpOptions {
        if (mss < 1 || mss > 0xffff) {
            throw new IllegalArgumentException("MSS " + mss + " is not within 1-65535");
        }
        if (sendScale < 0 || sendScale > 14 || receiveScale < 0 || receiveScale > 14) {
            throw new IllegalArgumentException("window scales " + sendScale + ", " + receiveScale + " exceed 0-14");
        }
        if (!windowScaling && (sendScale | receiveScale) != 0) {
            throw new IllegalArgumentException("no window scaling was agreed, so both scales are 0");
        }
    }
}
