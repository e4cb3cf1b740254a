/** Reading, checking and writing of configuration files. */
package org.holdfast.cluster.config.internal;
