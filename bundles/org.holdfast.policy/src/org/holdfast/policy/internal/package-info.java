/**
 * How decisions come about: what forbids an event, which host is fit, which of them is chosen, what becomes of each
 * connection. Pure, like the package above.
 */
package org.holdfast.policy.internal;
