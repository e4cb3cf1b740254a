package org.holdfast.model.plan;

/** What the policy says to an event: a plan, or a refusal with reasons. */
public sealed interface Decision permits Plan, Refusal {}
