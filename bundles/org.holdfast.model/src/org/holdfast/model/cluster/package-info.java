/** The cluster at one moment: its members, whether they are heard, what they announced, and who owns what. */
package org.holdfast.model.cluster;
