/**
 * What the capture path costs: JMH benchmarks of its parts, with frames made in code, and programs that
 * {@code releng/bench capture} runs as processes of their own. Not part of the product.
 */
package org.holdfast.benchmarks;
