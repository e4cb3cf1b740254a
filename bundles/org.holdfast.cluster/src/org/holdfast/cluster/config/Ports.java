package org.holdfast.cluster.config;

/**
 * Ports of the cluster's own traffic, the same on all members.
 *
 * @param heartbeat UDP
 * @param messages TCP
 * @param handOver TCP, where a failover host takes connection information
 */
public record Ports(int heartbeat, int messages, int handOver) {

    public static final Ports DEFAULTS = new Ports(7900, 7910, 7920);

    public Ports {
        check("heartbeat", heartbeat);
        check("messages", messages);
        check("hand-over", handOver);
        if (messages == handOver) {
            throw new IllegalArgumentException(
                    "ports.messages and ports.hand-over are both " + messages + "; choose two different ports");
        }
    }

    private static void check(String key, int port) {
        if (port < 1 || port > 0xffff) {
            throw new IllegalArgumentException("ports." + key + " is " + port + "; choose 1 to 65535");
        }
    }
}
