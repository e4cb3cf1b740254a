/**
 * Addresses of the network: endpoints, four-tuples, port ranges, MAC addresses. Values only; nothing here opens a
 * socket or asks a name server.
 */
package org.holdfast.model.net;
