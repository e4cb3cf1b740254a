/** Service interfaces between bundles that are no part of the data: what a lab lets one do to its hosts. */
package org.holdfast.model.control;
