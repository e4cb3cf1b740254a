/**
 * Holds the cache against what other tools say of captures from other people's machines. The captures and the oracle
 * aren't part of the project; differences that are justified are listed in {@code differences.txt} beside this.
 */
package org.holdfast.cache.pcap.oracle;
