/**
 * The host agent: carries plans out on one host (takeover, migration, give-back), keeps the application's copy running
 * and watched, announces ownership, and fences itself when a lease runs out. Linux only. What it is made of is in
 * {@code internal}; who decides is in the policy, who detects and leases is in the cluster.
 */
package org.holdfast.agent;
