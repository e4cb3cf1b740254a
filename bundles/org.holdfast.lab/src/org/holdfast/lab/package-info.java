/**
 * A whole cluster on one machine, in network namespaces, without root: hosts, switch, mirror port, client, service, and
 * faults. Linux only. Needs a user, network and mount namespace of its own around it; {@code releng/lab} makes them.
 */
package org.holdfast.lab;
