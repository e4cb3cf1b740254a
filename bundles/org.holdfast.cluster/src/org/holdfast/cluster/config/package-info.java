/** How one node is configured: a TOML file, read strictly, checked as a whole, and written by tools. */
package org.holdfast.cluster.config;
