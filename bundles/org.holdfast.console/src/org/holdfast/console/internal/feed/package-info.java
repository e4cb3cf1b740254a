/**
 * The way of a value from the cache node to the screen: taken on a background thread, merged so that the latest wins,
 * delivered to the user-interface thread at a bounded rate.
 */
package org.holdfast.console.internal.feed;
