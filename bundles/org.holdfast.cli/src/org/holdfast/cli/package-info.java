/** The command line: {@code holdfast COMMAND}, headless. Each command is a thin class over the code that the console asks. */
package org.holdfast.cli;
