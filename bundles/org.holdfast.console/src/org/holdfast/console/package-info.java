/**
 * The desktop console's outside: the application that starts the workbench, and the services that its views are given.
 * What is seen lives in the internal packages; what may be done, and why not, is answered below the console.
 */
package org.holdfast.console;
