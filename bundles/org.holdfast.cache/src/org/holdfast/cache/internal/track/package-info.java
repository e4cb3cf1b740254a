/**
 * The state of one connection as the wire shows it, both ends: numbers, windows, options, timestamps, state after RFC
 * 9293, and the verdict that follows from the capture. The same segments in the same order always give the same state,
 * so it can be computed again from stored packets (claims 2 and 11).
 */
package org.holdfast.cache.internal.track;
