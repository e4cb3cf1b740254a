/** The lab's parts: commands, network, hosts, the client's transfer and its independent witness, remote control. */
package org.holdfast.lab.internal;
