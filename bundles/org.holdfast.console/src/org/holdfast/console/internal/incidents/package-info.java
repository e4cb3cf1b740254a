/** The view of incidents: what was decided, its steps as they come, and what became of each connection. */
package org.holdfast.console.internal.incidents;
