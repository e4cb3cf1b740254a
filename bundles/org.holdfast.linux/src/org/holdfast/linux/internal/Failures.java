package org.holdfast.linux.internal;

import org.holdfast.linux.LinuxException;

/** Turns the results of {@link Libc} into exceptions that say what to do. */
public final class Failures {

    private Failures() {}

    /**
     * @param result of a call: zero or more, or a negative error number
     * @param call as its manual page names it
     * @param target to what it was done
     * @param privilege the capability whose lack gives EPERM, {@code CAP_NET_ADMIN}
     * @return {@code result} when the call succeeded
     */
    public static int check(int result, String call, Object target, String privilege) throws LinuxException {
        if (result < 0) {
            throw new LinuxException(call, -result, target + remedy(-result, privilege));
        }
        return result;
    }

    /** For calls that need no privilege. */
    public static int check(int result, String call, Object target) throws LinuxException {
        if (result == -Abi.EPERM || result == -Abi.EACCES) {
            throw new LinuxException(call, -result, target + ": this host forbids it: see 'nft list ruleset'");
        }
        return check(result, call, target, "");
    }

    /** What to do about an error, as the end of a sentence that began with what it happened to. */
    public static String remedy(int errno, String privilege) {
        return switch (errno) {
            case Abi.EPERM, Abi.EACCES ->
                ": needs " + privilege + " in the network namespace: run the agent with that capability";
            case Abi.EADDRNOTAVAIL ->
                ": this host still has a socket with these ends, or lacks the address: destroy the old socket first";
            case Abi.EADDRINUSE -> ": another socket holds the port without SO_REUSEADDR: end that one first";
            case Abi.ENETUNREACH, Abi.EHOSTUNREACH -> ": there is no route: add one to the network of the remote host";
            case Abi.ENETDOWN -> ": the interface is down: set it up first";
            case Abi.ECONNRESET, Abi.EPIPE, Abi.ECONNABORTED ->
                ": the other end has ended the connection: drop it here too";
            case Abi.ECONNREFUSED -> ": nothing listens there: start the application";
            case Abi.EMFILE, Abi.ENFILE -> ": too many files are open: raise the limit (RLIMIT_NOFILE)";
            case Abi.ENOSYS, Abi.ENOPROTOOPT, Abi.EPROTONOSUPPORT, Abi.EOPNOTSUPP, Abi.EAFNOSUPPORT ->
                ": this kernel lacks it: use one that has it (see KernelCheck)";
            case Abi.ENODEV -> ": the interface is gone: see 'ip link'";
            default -> ": try again, and report it if it stays";
        };
    }
}
