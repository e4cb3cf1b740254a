package org.holdfast.cache.handover.internal;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import org.holdfast.cache.internal.wire.FeedMessage;
import org.holdfast.cache.internal.wire.FrameWriter;

/** What the standby says within one session. For any thread. */
public final class Replies {

    private final WritableByteChannel channel;
    private final FrameWriter out = FrameWriter.forAnyMessage();

    public Replies(WritableByteChannel channel) {
        this.channel = channel;
    }

    public synchronized void say(FeedMessage message) throws IOException {
        out.add(message);
        out.writeTo(channel);
    }
}
