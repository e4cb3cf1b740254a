/** What views have in common: numbers and times as text, icons, empty states, work off the user-interface thread. */
package org.holdfast.console.internal.ui;
