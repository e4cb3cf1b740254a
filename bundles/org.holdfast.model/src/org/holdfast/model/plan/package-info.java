/**
 * Plans: what would be or is done, step by step, and what came of each step. The same plan object is simulated, shown,
 * carried out, recorded and reported.
 */
package org.holdfast.model.plan;
