package org.holdfast.linux.internal;

/** Names of error numbers, linux/errno.h: those that socket, netlink and file calls of this bundle can return. */
public final class Errno {

    private Errno() {}

    /** The symbolic name, {@code EPERM}, or {@code errno} for one that has none here. */
    public static String name(int errno) {
        return switch (errno) {
            case Abi.EPERM -> "EPERM";
            case Abi.ENOENT -> "ENOENT";
            case Abi.EINTR -> "EINTR";
            case 5 -> "EIO";
            case 6 -> "ENXIO";
            case Abi.EBADF -> "EBADF";
            case Abi.EAGAIN -> "EAGAIN";
            case Abi.ENOMEM -> "ENOMEM";
            case Abi.EACCES -> "EACCES";
            case 14 -> "EFAULT";
            case Abi.EBUSY -> "EBUSY";
            case Abi.EEXIST -> "EEXIST";
            case Abi.ENODEV -> "ENODEV";
            case 20 -> "ENOTDIR";
            case Abi.EINVAL -> "EINVAL";
            case Abi.ENFILE -> "ENFILE";
            case Abi.EMFILE -> "EMFILE";
            case 28 -> "ENOSPC";
            case Abi.EPIPE -> "EPIPE";
            case Abi.ENOSYS -> "ENOSYS";
            case 90 -> "EMSGSIZE";
            case Abi.ENOPROTOOPT -> "ENOPROTOOPT";
            case Abi.EPROTONOSUPPORT -> "EPROTONOSUPPORT";
            case Abi.EOPNOTSUPP -> "EOPNOTSUPP";
            case Abi.EAFNOSUPPORT -> "EAFNOSUPPORT";
            case Abi.EADDRINUSE -> "EADDRINUSE";
            case Abi.EADDRNOTAVAIL -> "EADDRNOTAVAIL";
            case Abi.ENETDOWN -> "ENETDOWN";
            case Abi.ENETUNREACH -> "ENETUNREACH";
            case Abi.ECONNABORTED -> "ECONNABORTED";
            case Abi.ECONNRESET -> "ECONNRESET";
            case Abi.ENOBUFS -> "ENOBUFS";
            case 106 -> "EISCONN";
            case 107 -> "ENOTCONN";
            case Abi.ETIMEDOUT -> "ETIMEDOUT";
            case Abi.ECONNREFUSED -> "ECONNREFUSED";
            case Abi.EHOSTUNREACH -> "EHOSTUNREACH";
            case Abi.ESTALE -> "ESTALE";
            default -> "errno";
        };
    }
}
