/** Incidents in SQL: the change of owner with all that belongs to it, the events that make and join one, the handling. */
package org.holdfast.history.internal.incidents;
