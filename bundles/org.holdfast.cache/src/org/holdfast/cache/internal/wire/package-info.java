/**
 * How hand-overs and feeds stand on the wire: frames with checksums, and the messages in them. Limits are checked before
 * memory is taken; what isn't exactly as it should be is refused. Who says what when isn't decided here.
 */
package org.holdfast.cache.internal.wire;
