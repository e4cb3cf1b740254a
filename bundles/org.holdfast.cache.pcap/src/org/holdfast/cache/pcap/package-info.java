/**
 * The network interface of claim 1: frames from a device through libpcap, and from pcap and pcapng files through a
 * reader of its own. What is done with the frames is the cache's matter.
 */
package org.holdfast.cache.pcap;
