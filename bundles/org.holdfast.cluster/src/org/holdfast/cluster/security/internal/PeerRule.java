package org.holdfast.cluster.security.internal;

import java.net.InetAddress;
import java.util.Optional;
import org.holdfast.cluster.security.PeerIdentity;

/** Who of those with a valid certificate may be at the other end. */
@FunctionalInterface
public interface PeerRule {

    /** Which end is this node's. */
    enum Side {
        CONNECTING,
        ACCEPTING
    }

    /** Why the peer is refused; empty when it is welcome. */
    Optional<String> refusal(PeerIdentity peer, InetAddress address, Side side);
}
