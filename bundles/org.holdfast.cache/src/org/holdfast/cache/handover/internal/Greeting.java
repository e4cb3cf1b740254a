package org.holdfast.cache.handover.internal;

import java.util.HashMap;
import java.util.Map;
import org.holdfast.cache.handover.Subscription;
import org.holdfast.cache.internal.wire.FeedMessage;
import org.holdfast.cache.internal.wire.Frames;
import org.holdfast.cache.internal.wire.ResumePoint;
import org.holdfast.cache.internal.wire.WireException;

/** What a standby answers at the beginning: WELCOME, SUBSCRIBED, any number of RESUME, READY. One thread. */
public final class Greeting {

    private final Map<Long, ResumePoint> points = new HashMap<>();
    private final int most;
    private FeedMessage.Welcome welcome;
    private Subscription subscription;
    private boolean ready;

    /** @param most connections that it may name */
    public Greeting(int most) {
        this.most = most;
    }

    public void take(FeedMessage message) throws WireException {
        switch (message) {
            case FeedMessage.Refused m -> throw new WireException("it refused: " + m.reason());
            case FeedMessage.Welcome m when welcome == null -> welcome(m);
            case FeedMessage.Subscribed m
            when welcome != null && subscription == null -> subscription = m.subscription();
            case FeedMessage.Resume m when subscription != null -> resume(m);
            case FeedMessage.Ready _ when subscription != null && points.size() == welcome.points() -> ready = true;
            default ->
                throw new WireException("it began with " + message.getClass().getSimpleName() + " out of place");
        }
    }

    /** Whether all was said. */
    public boolean isReady() {
        return ready;
    }

    FeedMessage.Welcome welcome() {
        return welcome;
    }

    public Subscription subscription() {
        return subscription;
    }

    Map<Long, ResumePoint> points() {
        return points;
    }

    private void welcome(FeedMessage.Welcome m) throws WireException {
        if (m.version() != Frames.FEED_VERSION) {
            throw new WireException("it chose feed version " + m.version() + ", which wasn't offered");
        }
        if (m.points() > most) {
            throw new WireException(
                    "it has a part of " + m.points() + " connections, more than the " + most + " that are fed");
        }
        welcome = m;
    }

    private void resume(FeedMessage.Resume m) throws WireException {
        for (ResumePoint point : m.points()) {
            if (points.put(point.id(), point) != null || points.size() > welcome.points()) {
                throw new WireException(
                        "it named connection " + point.id() + " twice, or more connections than it" + " said");
            }
        }
    }
}
