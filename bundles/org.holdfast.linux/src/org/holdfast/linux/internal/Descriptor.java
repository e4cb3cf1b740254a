package org.holdfast.linux.internal;

import java.util.function.IntConsumer;
import org.holdfast.linux.LinuxException;

/**
 * A file descriptor that several threads use. Its number is given back to the kernel only when no call is in flight, so
 * that a call never reaches a stranger's descriptor which got the same number. Thread-safe.
 */
public final class Descriptor {

    private final Libc libc;
    private final int number;
    private final String owner;
    private int users;
    private boolean closed;

    /**
     * @param number an open descriptor, owned by this object from now on
     * @param owner what it belongs to, for error messages
     */
    public Descriptor(Libc libc, int number, String owner) {
        this.libc = libc;
        this.number = number;
        this.owner = owner;
    }

    public int number() {
        return number;
    }

    /** What it belongs to. */
    public String owner() {
        return owner;
    }

    /** Holds the number for a call; {@link #release()} must follow. */
    public synchronized int hold() throws LinuxException {
        if (closed) {
            throw closedHere();
        }
        users++;
        return number;
    }

    public synchronized void release() {
        users--;
        if (closed && users == 0) {
            libc.close(number);
        }
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    /** What a call gets that was ended by {@link #close}. */
    public LinuxException closedHere() {
        return new LinuxException("close", Abi.EBADF, owner + " was closed by this process; open a new one");
    }

    /**
     * Closes once; later calls do nothing. Calls in flight are ended by {@code wake}, and the last of them gives the
     * number back.
     *
     * @param wake called first, with the number: what makes blocked calls return, and must not block itself
     */
    public synchronized void close(IntConsumer wake) {
        if (closed) {
            return;
        }
        closed = true;
        wake.accept(number);
        if (users == 0) {
            libc.close(number);
        }
    }
}
