/** What is written: entries as the journal keeps them, and how each is written into the database. */
package org.holdfast.history.internal.entries;
