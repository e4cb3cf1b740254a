/** Incidents: what happened, when, why, to whom, and the proof that a stream has no gap. */
package org.holdfast.model.incident;
