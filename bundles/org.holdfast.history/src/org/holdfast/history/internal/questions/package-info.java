/** Answers to questions, one snapshot each. */
package org.holdfast.history.internal.questions;
