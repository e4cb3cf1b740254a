package org.holdfast.cache.handover.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.holdfast.cache.handover.FeedListener;

/** What the listener is to be told, until somebody has the time and no lock. Not safe for threads. */
public final class FeedEvents {

    private List<Consumer<FeedListener>> waiting = new ArrayList<>();

    public void add(Consumer<FeedListener> event) {
        waiting.add(event);
    }

    /** What happened since the last call, in order. */
    public List<Consumer<FeedListener>> take() {
        List<Consumer<FeedListener>> taken = waiting;
        if (!taken.isEmpty()) {
            waiting = new ArrayList<>();
        }
        return taken;
    }
}
