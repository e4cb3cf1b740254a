/**
 * Behind the history: the database and its pool, versions of the schema, SQL, and how values of the model are stored.
 */
package org.holdfast.history.internal;
