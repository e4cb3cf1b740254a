package org.holdfast.model.history;

import java.time.Instant;
import org.holdfast.model.tcp.ConnectionSummary;

/**
 * Takes the summaries of one cache. Any thread may call; no call waits for a disk or a lock that is held across one, so
 * that the thread that captures may call it.
 */
public interface ConnectionLog {

    /**
     * A connection ended.
     *
     * @param at when
     * @return false when it was left out, because the store can't keep up
     */
    boolean closed(ConnectionSummary summary, Instant at);

    /**
     * A connection lives on; to be said at intervals of a minute and more.
     *
     * @param at now
     * @return false when it was left out; the next one makes up for it
     */
    boolean living(ConnectionSummary summary, Instant at);

    /**
     * How well was heard of late.
     *
     * @return false when it was left out
     */
    boolean heard(CaptureSample sample);

    /** Nothing more follows; connections that live are said to have an unseen end. */
    void end(Instant at);
}
