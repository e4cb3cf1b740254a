/**
 * Real TCP traffic for measurements: two hosts with a switch between them, programs that make traffic, and programs
 * that capture it. Knows nothing of clusters.
 */
package org.holdfast.lab.internal.traffic;
