/** Commands about the cluster's certificates and a node's file. */
package org.holdfast.cli.cluster;
