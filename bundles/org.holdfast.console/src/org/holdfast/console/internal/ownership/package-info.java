/** The view of who owns what and who would take over: the eight fields of claim 9, as they were announced. */
package org.holdfast.console.internal.ownership;
