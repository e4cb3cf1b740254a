/** What the JVM is shown before it is needed, so that later starts are faster. */
package org.holdfast.cli.rehearsal;
