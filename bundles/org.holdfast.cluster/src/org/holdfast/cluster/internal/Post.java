package org.holdfast.cluster.internal;

import org.holdfast.cluster.ClusterException;
import org.holdfast.cluster.internal.channel.Frame;
import org.holdfast.cluster.internal.channel.MessageChannel;
import org.holdfast.model.ownership.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the cluster's own frames as far as that is possible now: whatever matters is said again later. */
final class Post {

    private static final Logger LOG = LoggerFactory.getLogger(Post.class);

    private final MessageChannel channel;

    Post(MessageChannel channel) {
        this.channel = channel;
    }

    void send(NodeId to, Frame frame) {
        try {
            channel.send(to, frame);
        } catch (ClusterException e) {
            LOG.debug("{}", e.getMessage());
        }
    }

    /** Before the channel is connected nobody is there: who appears later gets the announcement, and is solicited. */
    void broadcast(Frame frame) {
        if (channel.isConnected()) {
            try {
                channel.broadcast(frame);
            } catch (ClusterException e) {
                LOG.warn("{}", e.getMessage());
            }
        }
    }
}
