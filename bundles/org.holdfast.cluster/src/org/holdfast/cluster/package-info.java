/**
 * A node's membership in the cluster: who is heard, what was announced, who holds which lease, and messages between
 * nodes (claims 5 to 8, 14, 15). What to do about a death or a plan is decided elsewhere.
 */
package org.holdfast.cluster;
