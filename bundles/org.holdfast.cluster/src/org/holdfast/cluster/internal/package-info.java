/** The node itself: wires heartbeats, leases and messages together, and tells its listeners. */
package org.holdfast.cluster.internal;
