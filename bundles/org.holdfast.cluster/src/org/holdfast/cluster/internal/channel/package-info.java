/**
 * Messages between nodes: a JGroups channel over TCP, protected by TLS and signatures, JSON by Jackson. What a message means is no business of this package.
 */
package org.holdfast.cluster.internal.channel;
