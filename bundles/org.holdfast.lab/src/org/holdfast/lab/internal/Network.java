package org.holdfast.lab.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.lab.LabException;
import org.holdfast.linux.Mounts;

/**
 * The lab's network: a switch with a port for each host, each host a network stack of its own, and a mirror of the
 * client's port that leads to the cache. The client's side is mirrored because it still shows the client's packets when
 * a host is gone.
 */
final class Network {

    static final String SWITCH = "switch";
    static final String CLIENT = "client";
    static final String CACHE = "cache";
    static final String INTERFACE = "eth0";
    static final String MIRROR_INTERFACE = "mon0";
    static final String SERVICE_ADDRESS = "10.77.0.100";

    /** Links of 1 Gbit/s, as between real hosts; without a limit, a burst would be as fast as memory. */
    private static final String LINK_RATE = "rate 1gbit burst 256kb latency 200ms";

    /** A host of the lab. */
    record Host(String name, int number) {
        String address() {
            return "10.77.0." + number;
        }

        String mac() {
            return "02:77:00:00:00:%02x".formatted(number);
        }
    }

    static final Host ALPHA = new Host("alpha", 1);
    static final Host BETA = new Host("beta", 2);
    static final Host CACHE_HOST = new Host(CACHE, 3);
    static final Host CLIENT_HOST = new Host(CLIENT, 10);

    private Network() {}

    /** Makes switch and hosts; only in namespaces that nobody else uses. */
    static void build() throws IOException {
        Mounts.tmpfs(Path.of("/run"));
        Files.createDirectories(Path.of("/run/netns"));
        Mounts.sysfs(Path.of("/sys"));
        addNamespace(SWITCH);
        Commands.run("ip -n switch link add br0 type bridge stp_state 0 forward_delay 0 mcast_snooping 0");
        Commands.run("ip -n switch link set br0 up");
        for (Host host : List.of(CLIENT_HOST, CACHE_HOST, ALPHA, BETA)) {
            plugIn(host);
        }
        mirrorClientPort();
    }

    /** Gives a host a fresh network stack and plugs it into the switch. */
    static void plugIn(Host host) throws LabException {
        addNamespace(host.name());
        Commands.run("ip link add " + INTERFACE + " netns " + host.name() + " type veth peer name " + port(host)
                + " netns " + SWITCH);
        Commands.run("ip -n " + SWITCH + " link set " + port(host) + " master br0 up");
        Commands.run("ip -n " + host.name() + " link set " + INTERFACE + " address " + host.mac() + " up");
        Commands.run("ip -n " + host.name() + " addr add " + host.address() + "/24 dev " + INTERFACE);
        Commands.run(inside(host.name(), "tc qdisc add dev " + INTERFACE + " root tbf " + LINK_RATE));
    }

    /** Removes a host's network stack, with all that its kernel remembered. */
    static void unplug(Host host) throws LabException {
        Commands.run("ip netns del " + host.name());
        Commands.attempt(List.of("ip", "-n", SWITCH, "link", "del", port(host)));
    }

    /** Cuts a host's link: from now on no frame of it gets anywhere. */
    static void cut(Host host) throws LabException {
        Commands.run("ip -n " + SWITCH + " link set " + port(host) + " down");
    }

    private static String port(Host host) {
        return "p-" + host.name();
    }

    private static void addNamespace(String name) throws LabException {
        Commands.run("ip netns add " + name);
        Commands.run("ip -n " + name + " link set lo up");
    }

    private static void mirrorClientPort() throws LabException {
        Commands.run("ip link add " + MIRROR_INTERFACE + " netns " + CACHE + " type veth peer name p-mirror netns "
                + SWITCH);
        Commands.run(inside(SWITCH, "sysctl -qw net.ipv6.conf.p-mirror.disable_ipv6=1"));
        Commands.run(inside(CACHE, "sysctl -qw net.ipv6.conf." + MIRROR_INTERFACE + ".disable_ipv6=1"));
        Commands.run("ip -n " + SWITCH + " link set p-mirror up");
        Commands.run("ip -n " + CACHE + " link set " + MIRROR_INTERFACE + " up promisc on arp off");
        String port = port(CLIENT_HOST);
        Commands.run(inside(SWITCH, "tc qdisc add dev " + port + " clsact"));
        for (String way : List.of("ingress", "egress")) {
            Commands.run(inside(
                    SWITCH,
                    "tc filter add dev " + port + " " + way
                            + " protocol all prio 1 u32 match u32 0 0 action mirred egress mirror dev p-mirror"));
        }
    }

    /** A command line, to be run inside a host. */
    static List<String> inside(String host, String commandLine) {
        return inside(host, List.of(commandLine.split(" ")));
    }

    static List<String> inside(String host, List<String> command) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", host));
        all.addAll(command);
        return all;
    }

    /** Who has the service's address now, by the kernels' own word. */
    static List<String> holdersOfServiceAddress() throws LabException {
        List<String> holders = new ArrayList<>();
        for (Host host : List.of(ALPHA, BETA)) {
            Commands.Result result =
                    Commands.attempt(List.of("ip", "-n", host.name(), "-br", "addr", "show", "dev", INTERFACE));
            if (result.output().contains(SERVICE_ADDRESS + "/")) {
                holders.add(host.name());
            }
        }
        return holders;
    }
}
