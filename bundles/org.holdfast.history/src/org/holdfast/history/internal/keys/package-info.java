/** Keys for what is encrypted at rest, derived from one secret. */
package org.holdfast.history.internal.keys;
