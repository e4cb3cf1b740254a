package org.holdfast.cache.handover.internal;

import java.util.ArrayDeque;
import org.holdfast.cache.internal.wire.FeedMessage;

/** Ends the feeding of connections, for whichever reason, and says so to the standby and to the listener. */
final class Drops {

    private final ConnectionPoll poll;
    private final BehindWatch behind;
    private final FeedEvents events;
    private final ArrayDeque<FeedMessage.Dropped> unsaid = new ArrayDeque<>();

    Drops(ConnectionPoll poll, BehindWatch behind, FeedEvents events) {
        this.poll = poll;
        this.behind = behind;
        this.events = events;
    }

    /** The standby is asked anew what it has; nothing said before matters. */
    void clear() {
        unsaid.clear();
    }

    boolean isEmpty() {
        return unsaid.isEmpty();
    }

    int size() {
        return unsaid.size();
    }

    /** What the standby is to be told next, before anything else of that connection. */
    FeedMessage.Dropped remove() {
        return unsaid.remove();
    }

    /** The cache can't feed it any more. */
    void dropped(FedConnection c, String why) {
        if (c.opened) {
            unsaid.add(new FeedMessage.Dropped(c.id, why));
        }
        leave(c, why);
        events.add(listener -> listener.dropped(c.id, why));
    }

    /** The standby wants no more of it. Answered even if it is finished here: the standby remembers it until then. */
    void givenUp(long id, String why) {
        unsaid.add(new FeedMessage.Dropped(id, why));
        FedConnection c = poll.connections().get(id);
        if (c != null && !c.isDropped()) {
            leave(c, why);
            events.add(listener -> listener.givenUp(id, why));
        }
    }

    /** It isn't subscribed any more; it may be again. */
    void unwanted(FedConnection c) {
        String why = "it isn't subscribed any more";
        if (c.opened && !c.isDropped()) {
            unsaid.add(new FeedMessage.Dropped(c.id, why));
        }
        leave(c, why);
        poll.connections().remove(c.id);
    }

    /** What the standby has of it is void; it is opened again. */
    void begunAgain(FedConnection c, String why) {
        unsaid.add(new FeedMessage.Dropped(c.id, why));
    }

    /** The standby has something of a connection that isn't fed. */
    void unknown(long id) {
        unsaid.add(new FeedMessage.Dropped(id, "the cache doesn't feed it any more"));
    }

    /** All of it was taken. */
    void finished(FedConnection c) {
        c.consumedBytes = c.takenBytes;
        behind.leave(c, true);
        poll.finish(c);
    }

    private void leave(FedConnection c, String why) {
        c.droppedWhy = why;
        behind.leave(c, false);
        if (c.newest.over()) {
            poll.finish(c);
        }
    }
}
