package org.holdfast.cluster.security.internal;

import java.security.cert.CertificateException;

/** A certificate that this cluster doesn't take. The message is the reason, to follow on "refused:". */
public final class RefusedPeerException extends CertificateException {

    private static final long serialVersionUID = 1L;

    public RefusedPeerException(String reason) {
        super(reason);
    }

    RefusedPeerException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
