/**
 * TCP as RFC 9293 names it: states, sequence numbers, the control block of one end, verdicts on whether a connection
 * would survive. Values only; following the packets is the cache's work.
 */
package org.holdfast.model.tcp;
