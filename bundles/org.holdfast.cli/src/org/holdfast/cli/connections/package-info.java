/**
 * Commands that look at connections: in a capture file, or on an interface. They need neither Equinox nor a cluster,
 * and load no logging, so that they start at once in a plain Java process.
 */
package org.holdfast.cli.connections;
