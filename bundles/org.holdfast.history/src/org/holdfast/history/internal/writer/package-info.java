/**
 * The one thread that writes to the database, what waits for it, and the word on how it fares. Callers wait for the
 * journal's disk, hardly ever for the database.
 */
package org.holdfast.history.internal.writer;
