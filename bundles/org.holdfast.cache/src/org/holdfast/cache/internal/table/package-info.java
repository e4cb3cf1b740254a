/**
 * The connections themselves: found by their ends, with their tracker, their digests and the list of their packets, and
 * what can be computed again from those packets.
 */
package org.holdfast.cache.internal.table;
