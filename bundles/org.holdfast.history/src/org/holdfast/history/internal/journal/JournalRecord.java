package org.holdfast.history.internal.journal;

/**
 * A record of a journal.
 *
 * @param sequence counts up in one journal, from 1; there may be holes where records were damaged
 * @param payload what was appended
 */
public record JournalRecord(long sequence, byte[] payload) {}
