package org.holdfast.cluster.internal.channel;

import java.io.IOException;
import java.util.Optional;
import org.holdfast.cluster.security.PeerIdentity;
import org.holdfast.model.ownership.NodeId;

/** Makes a message its sender's own, and refuses what was altered or said before. Thread-safe. */
public interface MessageSeal {

    /** Believes everybody. */
    MessageSeal NONE = new MessageSeal() {
        @Override
        public byte[] seal(byte[] message, Optional<NodeId> to) {
            return message;
        }

        @Override
        public Opened open(byte[] bytes, int offset, int length) {
            return new Opened(bytes, offset, length, Optional.empty());
        }
    };

    /**
     * A message that may be read.
     *
     * @param sender who has signed it; empty when nobody signs
     */
    record Opened(byte[] bytes, int offset, int length, Optional<PeerIdentity> sender) {}

    /** @param to whom alone it is for; empty for all members */
    byte[] seal(byte[] message, Optional<NodeId> to) throws IOException;

    /** @throws IOException when it isn't to be believed; the message says why */
    Opened open(byte[] bytes, int offset, int length) throws IOException;
}
