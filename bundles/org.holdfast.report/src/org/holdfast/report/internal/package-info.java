/**
 * Behind the reports: what a document says, as texts ready to be set, and how numbers and times are written. The
 * template and its style sheet lie beside the classes; no decision is taken in them.
 */
package org.holdfast.report.internal;
