/**
 * The way from the cache to the failover host (claim 1's output queue): what is handed over, the sender, the receiver,
 * and the comparison of a copy's output with what was captured. The wire format is documented at
 * {@link org.holdfast.cache.handover.OutputQueue}.
 */
package org.holdfast.cache.handover;
