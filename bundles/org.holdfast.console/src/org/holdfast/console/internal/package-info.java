/** What all of the console's packages share: its texts and its identifiers. */
package org.holdfast.console.internal;
