package org.holdfast.lab.internal.traffic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.lab.LabException;
import org.holdfast.lab.internal.Commands;
import org.holdfast.linux.Mounts;

/**
 * Client and server, a switch between them, and an observer who sees a mirror of the client's port. Frames are as on a
 * wire: at most 1514 bytes, with checksums; the kernel's shortcuts between interfaces of one machine are off.
 */
final class TrafficNetwork {

    static final String CLIENT = "client";
    static final String SERVER = "server";
    static final String SWITCH = "switch";
    static final String OBSERVER = "observer";
    static final String MIRROR_INTERFACE = "mon0";

    /** What the server is reached by, IPv4 and IPv6. */
    static final List<String> SERVER_ADDRESSES = List.of("10.78.0.2", "fd00:78::2");

    private static final String INTERFACE = "eth0";

    /** Few ports, so that four-tuples are used again; and few remembered connections, so that they may be. */
    private static final List<String> HOST_SETTINGS = List.of(
            "net.ipv4.ip_local_port_range=10000 28000",
            "net.ipv4.tcp_max_tw_buckets=64",
            "net.ipv4.tcp_max_syn_backlog=4096",
            "net.core.somaxconn=4096");

    private TrafficNetwork() {}

    /** Makes it; only in namespaces that nobody else uses. */
    static void build() throws IOException {
        Mounts.tmpfs(Path.of("/run"));
        Files.createDirectories(Path.of("/run/netns"));
        Mounts.sysfs(Path.of("/sys"));
        for (String name : List.of(SWITCH, CLIENT, SERVER, OBSERVER)) {
            Commands.run("ip netns add " + name);
            // No neighbour discovery, no router solicitation: nothing but the traffic is on the wire.
            set(name, "net.ipv6.conf.default.addr_gen_mode=1");
            set(name, "net.ipv6.conf.default.router_solicitations=0");
            set(name, "net.ipv6.conf.default.accept_dad=0");
            Commands.run("ip -n " + name + " link set lo up");
        }
        Commands.run("ip -n switch link add br0 type bridge stp_state 0 forward_delay 0 mcast_snooping 0");
        Commands.run("ip -n switch link set br0 up");
        plugIn(CLIENT, 1);
        plugIn(SERVER, 2);
        introduce(CLIENT, 2);
        introduce(SERVER, 1);
        mirrorClientPort();
    }

    /** From now on loses one of so many packets in the switch, at random, both ways. */
    static void lose(int oneOf) throws LabException {
        inside(
                SWITCH,
                "nft",
                "add table bridge loss; delete table bridge loss; add table bridge loss; "
                        + "add chain bridge loss forward { type filter hook forward priority 0; }; "
                        + "add rule bridge loss forward meta l4proto tcp numgen random mod " + oneOf + " 0 drop");
    }

    /** Limits what each host sends. */
    static void limit(long bitsPerSecond) throws LabException {
        for (String host : List.of(CLIENT, SERVER)) {
            inside(
                    host,
                    ("tc qdisc replace dev eth0 root tbf rate " + bitsPerSecond + "bit burst 256kb latency 50ms")
                            .split(" "));
        }
    }

    /** Sets how much payload hosts put into a segment, from the next connection on; at least 48, at most 1440 bytes. */
    static void segmentBytes(int bytes) throws LabException {
        for (String host : List.of(CLIENT, SERVER)) {
            for (String route : List.of("-4 route replace 10.78.0.0/24", "-6 route replace fd00:78::/64")) {
                // What a host announces is what the other one sends; with time stamps, 12 bytes less.
                Commands.run("ip -n " + host + " " + route + " dev " + INTERFACE + " advmss " + (bytes + 12));
            }
        }
    }

    /** Runs a program in a host; it must succeed. Returns what it printed. */
    static String inside(String host, String... command) throws LabException {
        return Commands.run(commandInside(host, List.of(command)));
    }

    static List<String> commandInside(String host, List<String> command) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", host));
        all.addAll(command);
        return all;
    }

    static String portOf(String host) {
        return "p-" + host;
    }

    private static void plugIn(String host, int number) throws LabException {
        for (String setting : HOST_SETTINGS) {
            set(host, setting);
        }
        Commands.run("ip link add " + INTERFACE + " netns " + host + " address " + mac(number) + " type veth peer name "
                + portOf(host) + " netns " + SWITCH);
        Commands.run("ip -n " + SWITCH + " link set " + portOf(host) + " master br0 up");
        Commands.run("ip -n " + host + " link set " + INTERFACE + " up");
        Commands.run("ip -n " + host + " addr add 10.78.0." + number + "/24 dev " + INTERFACE);
        Commands.run("ip -n " + host + " addr add fd00:78::" + number + "/64 dev " + INTERFACE + " nodad");
        offload(host, INTERFACE, "tx off tso off gro on");
        offload(SWITCH, portOf(host), "tx off tso off gso off gro off");
    }

    private static String mac(int number) {
        return "02:78:00:00:00:0" + number;
    }

    private static void introduce(String host, int neighbour) throws LabException {
        for (String address : List.of("10.78.0." + neighbour, "fd00:78::" + neighbour)) {
            Commands.run("ip -n " + host + " neigh replace " + address + " lladdr " + mac(neighbour) + " dev "
                    + INTERFACE + " nud permanent");
        }
    }

    private static void mirrorClientPort() throws LabException {
        Commands.run("ip link add " + MIRROR_INTERFACE + " netns " + OBSERVER + " type veth peer name p-mirror netns "
                + SWITCH);
        set(SWITCH, "net.ipv6.conf.p-mirror.disable_ipv6=1");
        set(OBSERVER, "net.ipv6.conf." + MIRROR_INTERFACE + ".disable_ipv6=1");
        Commands.run("ip -n " + SWITCH + " link set p-mirror up");
        Commands.run("ip -n " + OBSERVER + " link set " + MIRROR_INTERFACE + " up promisc on arp off");
        inside(SWITCH, ("tc qdisc add dev " + portOf(CLIENT) + " clsact").split(" "));
        for (String way : List.of("ingress", "egress")) {
            inside(
                    SWITCH,
                    ("tc filter add dev " + portOf(CLIENT) + " " + way
                                    + " protocol all prio 1 u32 match u32 0 0 action mirred egress mirror dev p-mirror")
                            .split(" "));
        }
    }

    private static void offload(String host, String networkInterface, String features) throws LabException {
        inside(host, ("ethtool -K " + networkInterface + " " + features).split(" "));
    }

    private static void set(String host, String setting) throws LabException {
        inside(host, "sysctl", "-qw", setting);
    }
}
