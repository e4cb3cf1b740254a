/**
 * Connections in SQL. Rows are only ever added behind the last one, because that is what a database does by the ten
 * thousand a second; chunks of them carry sketches that tell which rows are worth reading for a question.
 */
package org.holdfast.history.internal.connections;
