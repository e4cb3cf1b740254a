package org.holdfast.linux.internal;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * The nftables text of the lease fence. Sets {@code owned4} and {@code owned6} hold what is fenced, {@code leased4} and
 * {@code leased6} what may pass, each element until its timeout. nft 1.0.6 wants a separator before every '}'.
 */
public final class FenceRules {

    private final String table;

    /** @param table name of a table of the netdev family */
    public FenceRules(String table) {
        this.table = table;
    }

    /**
     * Replaces the table, as one transaction. An IPv6 neighbour advertisement that the kernel sends for an address of
     * this interface has that address as its source, so the rule for IPv6 stops it; an advertisement for an owned
     * target from another source can't be expressed in nft 1.0.6.
     */
    public String install(String interfaceName, Collection<InetAddress> owned) {
        return """
                add table netdev %1$s
                delete table netdev %1$s
                table netdev %1$s {
                    set owned4 { type ipv4_addr;%3$s }
                    set leased4 { type ipv4_addr; flags timeout; }
                    set owned6 { type ipv6_addr;%4$s }
                    set leased6 { type ipv6_addr; flags timeout; }
                    chain egress {
                        type filter hook egress device "%2$s" priority 0; policy accept;
                        ip saddr @owned4 ip saddr != @leased4 counter drop
                        arp saddr ip @owned4 arp saddr ip != @leased4 counter drop
                        ip6 saddr @owned6 ip6 saddr != @leased6 counter drop
                    }
                }
                """.formatted(table, interfaceName, elements(owned, false), elements(owned, true));
    }

    /** Lets an address pass, whether or not it may already: the leading add makes the delete succeed. */
    public String grant(InetAddress address, Duration validFor) {
        return "add element " + leased(address, "") + "\n" + renew(address, validFor);
    }

    /** Fails as a whole when the element has run out: delete finds nothing. A plain add wouldn't prolong it. */
    public String renew(InetAddress address, Duration validFor) {
        return "delete element " + leased(address, "") + "\nadd element "
                + leased(address, " timeout " + validFor.toMillis() + "ms") + "\n";
    }

    public String revoke(InetAddress address) {
        return "delete element " + leased(address, "") + "\n";
    }

    public String list() {
        return "list table netdev " + table + "\n";
    }

    public String remove() {
        return "add table netdev " + table + "\ndelete table netdev " + table + "\n";
    }

    private String leased(InetAddress address, String suffix) {
        String set = address instanceof Inet6Address ? "leased6" : "leased4";
        return "netdev " + table + " " + set + " { " + literal(address) + suffix + " }";
    }

    private static String elements(Collection<InetAddress> addresses, boolean v6) {
        String list = addresses.stream()
                .filter(a -> a instanceof Inet6Address == v6)
                .map(FenceRules::literal)
                .distinct()
                .collect(Collectors.joining(", "));
        return list.isEmpty() ? "" : " elements = { " + list + " };";
    }

    /** Without scope. */
    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }
}
