/**
 * The parts of the cache's node: the capture loop, the watch over failures and returns, the running of plans, and the
 * record of incidents.
 */
package org.holdfast.node.internal;
