package org.holdfast.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.linux.internal.Abi;
import org.holdfast.linux.internal.Failures;
import org.holdfast.linux.internal.FenceRules;
import org.holdfast.linux.internal.InetDiag;
import org.holdfast.linux.internal.Libc;
import org.holdfast.linux.internal.Libnftables;
import org.holdfast.linux.internal.Netlink;
import org.holdfast.linux.internal.Platform;

/**
 * Whether this process, on this kernel, can do a takeover. Everything is really tried, so that nothing changes: sockets
 * that are closed again, a table that the kernel judges and doesn't make. Any thread; some milliseconds.
 */
public final class KernelCheck {

    private static final String NET_ADMIN = "CAP_NET_ADMIN";

    private KernelCheck() {}

    /** Whether this is Linux on x86-64 or aarch64. */
    public static boolean isLinux() {
        return Platform.isLinux();
    }

    /** Each a sentence that says what is missing and what to do; empty when a takeover is possible. */
    public static List<String> problems() {
        Libc libc;
        try {
            libc = Platform.libc();
        } catch (LinuxException e) {
            return List.of(e.getMessage());
        }
        List<String> problems = new ArrayList<>();
        int repair = option(libc, Abi.IPPROTO_TCP, Abi.TCP_REPAIR, "TCP_REPAIR", problems);
        option(libc, Abi.IPPROTO_IP, Abi.IP_TRANSPARENT, "IP_TRANSPARENT", problems);
        socket(libc, Abi.AF_PACKET, 0, "AF_PACKET socket for announcements", problems);
        socket(libc, Abi.AF_INET, Abi.IPPROTO_RAW, "raw socket for single segments", problems);
        attempt(KernelCheck::destroyNothing).ifPresent(problems::add);
        // libnftables complains to standard error when the capability is missing, so it isn't asked then.
        attempt(repair == -Abi.EPERM ? KernelCheck::refuseFence : KernelCheck::fence)
                .ifPresent(problems::add);
        return List.copyOf(problems);
    }

    private static int option(Libc libc, int level, int option, String name, List<String> problems) {
        int result = libc.socket(Abi.AF_INET, Abi.SOCK_STREAM, 0);
        if (result >= 0) {
            int fd = result;
            result = libc.setsockopt(fd, level, option, 1);
            libc.close(fd);
        }
        if (result < 0) {
            problems.add(message(name, -result, "this process", NET_ADMIN));
        }
        return result;
    }

    private static void socket(Libc libc, int family, int protocol, String name, List<String> problems) {
        int fd = libc.socket(family, Abi.SOCK_RAW, protocol);
        if (fd < 0) {
            problems.add(message("socket", -fd, name, "CAP_NET_RAW"));
            return;
        }
        libc.close(fd);
    }

    /** A kernel that can destroy sockets looks for this one and finds none, one that can't refuses at once. */
    private static void destroyNothing() throws LinuxException {
        // Nothing is found at address and port 0; should something be, no socket has the cookie 0.
        InetDiag.Socket none = InetDiag.nobody();
        try (Netlink netlink = Netlink.open(Abi.NETLINK_SOCK_DIAG)) {
            int error = netlink.change(InetDiag.destroy(none));
            if (error != 0 && error != Abi.ENOENT && error != Abi.ESTALE) {
                throw new LinuxException(
                        "SOCK_DESTROY",
                        error,
                        error == Abi.EOPNOTSUPP
                                ? "this kernel can't end sockets: use one with CONFIG_INET_DIAG_DESTROY"
                                : "this process" + Failures.remedy(error, NET_ADMIN));
            }
        }
    }

    private static void refuseFence() throws LinuxException {
        throw new LinuxException("nft", Abi.EPERM, "lease fence" + Failures.remedy(Abi.EPERM, NET_ADMIN));
    }

    private static void fence() throws LinuxException {
        try (Libnftables nft = Libnftables.open()) {
            FenceRules rules = new FenceRules("holdfast-check");
            Libnftables.Result result = nft.check(rules.install("lo", List.of()));
            if (!result.done()) {
                throw nft.failure(
                        result,
                        "lease fence: needs nftables with a netdev egress hook: use Linux 5.16 or later with"
                                + " CONFIG_NETFILTER_EGRESS and CONFIG_NF_TABLES_NETDEV");
            }
        }
    }

    private static Optional<String> attempt(Attempt attempt) {
        try {
            attempt.run();
            return Optional.empty();
        } catch (LinuxException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static String message(String call, int errno, String target, String privilege) {
        return new LinuxException(call, errno, target + Failures.remedy(errno, privilege)).getMessage();
    }

    @FunctionalInterface
    private interface Attempt {
        void run() throws LinuxException;
    }
}
