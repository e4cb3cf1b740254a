/**
 * What can be done from menus and keys, the dialogs that show what would happen, and the jobs that do it. A dialog
 * shows the decision of the cache node; it never makes one.
 */
package org.holdfast.console.internal.commands;
