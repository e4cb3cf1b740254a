/**
 * What Holdfast asks of a Linux kernel: rebuild a TCP connection silently, own an address, announce it, keep a lease on
 * it, end sockets, speak single segments, pump bytes, and listen on an interface through libpcap. All native code of the project is here; x86-64 and aarch64.
 *
 * <p>Everything happens in the network namespace of the thread that calls (or, for objects with {@code open},
 * {@code build} or {@code install}, of the thread that made them). On other systems each entry point fails with a
 * {@link org.holdfast.linux.LinuxException} that says "Linux only"; loading the classes is harmless. No decisions are
 * made here: when to take over, and whether, is the agent's and the policy's business.
 */
package org.holdfast.linux;
