/** The window: its advisors, its perspective, and the line at its bottom. */
package org.holdfast.console.internal.workbench;
