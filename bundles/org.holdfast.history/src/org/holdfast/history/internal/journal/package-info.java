/**
 * Records on disk before they are in the database: appended, forced, read again in order, and dropped when they have
 * been written and kept long enough. A record is bytes here; what they mean is told in {@code facts}.
 */
package org.holdfast.history.internal.journal;
