/**
 * The policies of a whole cluster as one value that is versioned, checked and applied at once: services, what hosts can
 * hold, maintenance. Decisions made from it live in the policy bundle.
 */
package org.holdfast.model.policy;
