package org.holdfast.linux;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import org.holdfast.linux.internal.Abi;
import org.holdfast.linux.internal.FenceRules;
import org.holdfast.linux.internal.Interfaces;
import org.holdfast.linux.internal.Libnftables;

/**
 * A lease that the kernel keeps: on one interface, packets of an owned address (IPv4, IPv6, ARP) leave only while the
 * address is in a set whose elements run out by themselves. An agent that is stopped, killed or starved on a living
 * kernel so falls silent in time. The table is {@code netdev holdfast}, one for a network namespace, egress hook (Linux
 * 5.16).
 *
 * <p>Thread-safe; calls take about 0.1 ms and are serialised. Needs CAP_NET_ADMIN.
 */
public final class LeaseFence implements AutoCloseable {

    private static final FenceRules RULES = new FenceRules("holdfast");

    private final Libnftables nft;
    private final Set<InetAddress> owned;
    private final String name;

    private LeaseFence(Libnftables nft, Set<InetAddress> owned, String name) {
        this.nft = nft;
        this.owned = owned;
        this.name = name;
    }

    /**
     * Fences all owned addresses: nothing of them leaves until {@link #grant}. Replaces an earlier table of ours
     * atomically, its leases with it.
     *
     * @param owned addresses without scope; the host's own are not among them
     * @throws LinuxException ENODEV, EPERM, or ENOENT when libnftables is missing
     */
    public static LeaseFence install(String ifname, Collection<InetAddress> owned) throws LinuxException {
        Interfaces.index(ifname);
        String name = "lease fence on " + ifname;
        Libnftables nft = Libnftables.open();
        boolean installed = false;
        try {
            nft.require(RULES.install(ifname, owned), name + " can't be installed: see KernelCheck");
            installed = true;
        } finally {
            if (!installed) {
                nft.close();
            }
        }
        return new LeaseFence(nft, Set.copyOf(owned), name);
    }

    /**
     * The first acquisition, after the cluster has granted the lease; from now on packets of the address pass.
     *
     * @param validFor at least 1 ms
     */
    public void grant(InetAddress a, Duration validFor) throws LinuxException {
        nft.require(RULES.grant(checked(a), checked(validFor)), name + " refuses a lease: install it again");
    }

    /**
     * Prolongs a lease that hasn't run out. A lease that has can't be revived by a late agent: that takes a
     * {@link #grant}.
     *
     * @param validFor from now, at least 1 ms
     * @return false when the lease had run out in the kernel; nothing was changed then
     * @throws LinuxException ENOENT when somebody removed the table, so that the kernel fences no more
     */
    public boolean renew(InetAddress a, Duration validFor) throws LinuxException {
        Libnftables.Result result = nft.run(RULES.renew(checked(a), checked(validFor)));
        if (result.done()) {
            return true;
        }
        if (!nft.failedWith(result, Abi.ENOENT)) {
            throw nft.failure(result, name + " refuses a renewal: install it again");
        }
        requireTable();
        return false;
    }

    /** Silences the address at once. No error when it has no lease. */
    public void revoke(InetAddress a) throws LinuxException {
        Libnftables.Result result = nft.run(RULES.revoke(checked(a)));
        if (result.done()) {
            return;
        }
        if (!nft.failedWith(result, Abi.ENOENT)) {
            throw nft.failure(result, name + " refuses to revoke: remove the address from the interface");
        }
        requireTable();
    }

    /** ENOENT is said both of an element and of the table. */
    private void requireTable() throws LinuxException {
        nft.require(RULES.list(), name + " is gone: somebody removed the table; install it again");
    }

    private InetAddress checked(InetAddress a) {
        if (!owned.contains(a)) {
            throw new IllegalArgumentException(a.getHostAddress() + " isn't fenced by the " + name + ": " + owned);
        }
        return a;
    }

    private static Duration checked(Duration validFor) {
        if (validFor.toMillis() < 1) {
            throw new IllegalArgumentException("a lease lasts 1 ms at least, not " + validFor);
        }
        return validFor;
    }

    /**
     * Removes the table, for tests and for an orderly uninstall. An agent that dies leaves it, and so stays fenced.
     * When the kernel refuses, the table stays, which is the safe side.
     */
    @Override
    public void close() throws LinuxException {
        try {
            nft.require(RULES.remove(), name + " can't be removed: delete table netdev holdfast by hand");
        } finally {
            nft.close();
        }
    }
}
