/** Incidents as documents that one hands on: HTML so far. Reads the model and nothing else. */
package org.holdfast.report;
