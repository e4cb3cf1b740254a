/**
 * A history as one file that any database takes: a ZIP with a text for each table, a row on each line, in one snapshot.
 * Encrypted as a whole when the history is.
 */
package org.holdfast.history.internal.archive;
