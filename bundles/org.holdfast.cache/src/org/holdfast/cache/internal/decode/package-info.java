/**
 * From captured bytes to one TCP segment, in place and without allocation. What isn't TCP over IP, or is malformed, is
 * counted under a name and never thrown. Each layer has its class, whose static methods read from and narrow one
 * {@link org.holdfast.cache.internal.decode.Frame}; only fragments are copied. Following the segments is done elsewhere.
 */
package org.holdfast.cache.internal.decode;
