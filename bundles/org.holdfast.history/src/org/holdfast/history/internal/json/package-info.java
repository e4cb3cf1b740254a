/** Values of the model as JSON: in the journal, in snapshots that the database keeps whole, and in archives. */
package org.holdfast.history.internal.json;
