/**
 * How a history's database is opened, the first time and whenever it was away: in a directory with a look at the file
 * first, so that a damaged one is put aside and what can be read of it saved, or behind a URL.
 */
package org.holdfast.history.internal.opening;
