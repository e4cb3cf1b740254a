/**
 * Tests that need the lab: they run {@code releng/lab} as a newcomer would, and ask tcpdump, the database and the command
 * line what happened.
 */
package org.holdfast.lab.tests;
