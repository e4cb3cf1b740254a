/**
 * Bindings to the C library, to libnftables and to libpcap, and the byte layouts that the kernel expects: socket
 * addresses, netlink messages, repair options, frames and segments. Layouts are plain byte arrays, so that they can be
 * tested anywhere; only the bindings ({@link org.holdfast.linux.internal.Libc}, {@code Libnftables}, {@code Libpcap}) and
 * what listens through libpcap touch native memory. No policy lives here.
 */
package org.holdfast.linux.internal;
