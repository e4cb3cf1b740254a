/** Deletes what is older or more than is to be kept, the oldest first, in steps that don't hold up the writer. */
package org.holdfast.history.internal.retention;
