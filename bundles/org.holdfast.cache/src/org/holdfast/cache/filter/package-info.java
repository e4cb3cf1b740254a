/**
 * The display filter: an expression like {@code port 80-90 and state established} that says which connections to show.
 * It reads summaries of connections and knows nothing of packets, tables or windows. The language is described in
 * docs/commands.md.
 */
package org.holdfast.cache.filter;
