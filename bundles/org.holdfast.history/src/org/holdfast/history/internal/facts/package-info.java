/** Facts in SQL: a class for each kind that says how it is bound and read, and what is the same for all of them. */
package org.holdfast.history.internal.facts;
