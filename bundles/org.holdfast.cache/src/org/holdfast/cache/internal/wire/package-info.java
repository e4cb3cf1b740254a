/**
 * How a hand-over stands on the wire: frames with checksums, and the records in them. Limits are checked before memory
 * is taken; what isn't exactly as it should be is refused.
 */
package org.holdfast.cache.internal.wire;
