/**
 * What the history keeps and how it is asked: facts that are written once and never changed, summaries of connections,
 * how incidents are handled, and the state of the store itself. Values and interfaces only; how they are stored is not
 * told here.
 *
 * <p>Times are UTC and kept to the microsecond.
 */
package org.holdfast.model.history;
