package org.holdfast.linux;

import java.io.IOException;
import org.holdfast.linux.internal.Errno;

/** A system call that failed. The message names the call, the error, to what it happened and what to do. */
public final class LinuxException extends IOException {

    private static final long serialVersionUID = 1;

    private final int errno;

    /**
     * @param call the call or option, as its manual page names it
     * @param errno positive error number, linux/errno.h
     * @param what to what it happened, and what to do about it
     */
    public LinuxException(String call, int errno, String what) {
        super(call + ": " + Errno.name(errno) + " (" + errno + "): " + what);
        this.errno = errno;
    }

    /** The positive error number, linux/errno.h. */
    public int errno() {
        return errno;
    }
}
