/** Making of certificates and revocation lists, with Bouncy Castle, and the authority's folder. */
package org.holdfast.cluster.security.internal.authority;
