/** Reading and checking of credentials, TLS, and the log of refusals. */
package org.holdfast.cluster.security.internal;
