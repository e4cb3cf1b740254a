/**
 * The cache's node: capture, connection cache, membership, policy and history wired to one whole, embedded by the
 * console and run headless by the command line. What it is made of lives in the bundles below; what it looks like lives
 * above.
 */
package org.holdfast.node;
