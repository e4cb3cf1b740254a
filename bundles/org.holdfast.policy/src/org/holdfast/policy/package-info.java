/**
 * Who takes over what, when, and how back. Pure: a decision is a function of a snapshot and an event, the same on every
 * node; no clock, no network, no state.
 */
package org.holdfast.policy;
