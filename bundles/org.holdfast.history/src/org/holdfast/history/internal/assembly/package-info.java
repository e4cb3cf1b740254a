/** Puts a history together from its parts. */
package org.holdfast.history.internal.assembly;
