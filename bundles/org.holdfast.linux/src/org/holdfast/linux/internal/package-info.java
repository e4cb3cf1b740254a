/**
 * Bindings to the C library and to libnftables, and the byte layouts that the kernel expects: socket addresses, netlink
 * messages, repair options, frames and segments. Layouts are plain byte arrays, so that they can be tested anywhere;
 * only {@link org.holdfast.linux.internal.Libc} and {@link org.holdfast.linux.internal.Libnftables} touch native
 * memory. No policy lives here.
 */
package org.holdfast.linux.internal;
