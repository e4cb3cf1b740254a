/**
 * The memory of claim 1: packets in pcapng segment files, found again by reference, the oldest segment dropped first.
 * It knows nothing of connections.
 */
package org.holdfast.cache.internal.remember;
