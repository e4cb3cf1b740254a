/** Live capture with pcap4j, and the two file formats. */
package org.holdfast.cache.pcap.internal;
