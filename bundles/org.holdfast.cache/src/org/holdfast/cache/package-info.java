/**
 * The connection cache of claim 1: frames come in by {@link org.holdfast.cache.FrameSink}, the selector picks the
 * connections of the services, each is tracked and remembered, and what a failover host needs is handed out. Nothing
 * here opens an interface, knows a cluster, or asks a clock: time is the time of capture.
 */
package org.holdfast.cache;
