/**
 * Live capture, by a tap on Linux and by pcap4j elsewhere; and the capture files: a window that moves over the file,
 * and a reader for each format that finds the records in it.
 */
package org.holdfast.cache.pcap.internal;
