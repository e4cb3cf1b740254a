package org.holdfast.history.internal.connections;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.model.history.ConnectionRecord;
import org.holdfast.model.history.Page;

/** A page that is being filled. For one thread. */
final class Answer {

    private final int limit;
    private final List<ConnectionRecord> items = new ArrayList<>();

    private String last;
    private boolean isMore;
    private boolean isCutShort;

    Answer(int limit) {
        this.limit = limit;
    }

    /** @param cursor asks for what follows this one */
    void add(ConnectionRecord record, String cursor) {
        if (items.size() == limit) {
            isMore = true;
            return;
        }
        items.add(record);
        last = cursor;
    }

    /** Enough was looked at: the rest is for the next page. */
    void cutShort(String cursor) {
        isCutShort = true;
        last = cursor;
    }

    /** Whether the page is full, and that more follows is known. */
    boolean isFull() {
        return isMore;
    }

    boolean isCutShort() {
        return isCutShort;
    }

    Page<ConnectionRecord> page() {
        return new Page<>(items, isMore || isCutShort ? Optional.of(last) : Optional.empty());
    }
}
