/**
 * Who may talk in a cluster and what each may do: certificates of the cluster's own authority, roles, refusals, and TLS
 * sockets that know them. Making certificates ({@link org.holdfast.cluster.security.Authority}) happens at the command
 * line only; nodes read, check and reload.
 */
package org.holdfast.cluster.security;
