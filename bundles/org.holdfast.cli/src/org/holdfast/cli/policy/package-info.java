/** Commands about policies that need no running cluster: what they say, whether they can be meant, what would happen. */
package org.holdfast.cli.policy;
