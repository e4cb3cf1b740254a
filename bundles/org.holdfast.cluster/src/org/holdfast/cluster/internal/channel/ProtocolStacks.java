package org.holdfast.cluster.internal.channel;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.stack.Protocol;

/**
 * The JGroups stack. Times were measured on three members: the defaults notice a cut link after 44 to 64 seconds, and other
 * bundlers than {@code pd} hold every message up for 200 ms while a peer is dead. JGroups' own failure detection is slow on
 * purpose: heartbeats decide, and {@link MessageChannel#suspect} tells it.
 */
final class ProtocolStacks {

    private ProtocolStacks() {}

    static List<Protocol> tcp(InetAddress address, int port, List<InetSocketAddress> members) {
        TCP transport = new TCP();
        transport.setBindAddress(address).setBindPort(port).setPortRange(0).setBundlerType("pd");
        transport.nonBlockingSends(true).setSockConnTimeout(200).setLinger(-1);
        TCPPING discovery = new TCPPING();
        discovery.setInitialHosts(members).setPortRange(0).asyncDiscovery(true);
        return List.of(
                transport,
                discovery,
                new MERGE3().setMinInterval(500).setMaxInterval(1500).setCheckInterval(2000),
                new FD_ALL3().setInterval(1000).setTimeout(4000),
                new NAKACK2().useMcastXmit(false).setXmitInterval(100),
                new UNICAST3().setXmitInterval(100),
                new STABLE().setDesiredAverageGossip(10_000).setMaxBytes(1_000_000),
                new GMS()
                        .printLocalAddress(false)
                        .setJoinTimeout(500)
                        .setLeaveTimeout(300)
                        .setMergeTimeout(2000)
                        .setViewAckCollectionTimeout(300)
                        .setMaxJoinAttempts(0),
                new FRAG4().setFragSize(60_000));
    }
}
