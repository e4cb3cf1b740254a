/**
 * Who owns what: nodes, services, policies and the ownership that hosts announce to each other (claims 5, 7, 8, 9, 14).
 */
package org.holdfast.model.ownership;
