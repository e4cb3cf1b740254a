/**
 * One direction of a connection as a stream: bytes in order, exactly once, and what is missing. Offsets are 64 bits and
 * start at 0 with the byte after the SYN, so nothing here knows of wrapping sequence numbers.
 */
package org.holdfast.cache.internal.reassemble;
