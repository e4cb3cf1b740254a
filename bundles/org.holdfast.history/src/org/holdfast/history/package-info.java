/**
 * The history on disk: incidents with all that belongs to them, and who owned what when. Kept in SQL, in H2 by default.
 * How an incident is shown or exported is not told here.
 */
package org.holdfast.history;
