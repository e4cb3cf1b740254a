/** The view of live connections. Rows, sorting and rates know nothing of widgets; the table shows what they say. */
package org.holdfast.console.internal.connections;
