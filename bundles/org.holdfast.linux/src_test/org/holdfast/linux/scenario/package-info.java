/**
 * Programs that {@code InNamespaceTest} starts in a user and network namespace of their own, where they have every
 * capability and disturb nobody. Each ends with status 0, or with an exception that says what went wrong.
 */
package org.holdfast.linux.scenario;
