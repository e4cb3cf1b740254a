package org.holdfast.linux.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import org.holdfast.linux.LinuxException;

/** Waits for a descriptor, and can be woken meanwhile, by an eventfd(2). One thread waits; any wakes it, for good. */
public final class Wakeup implements AutoCloseable {

    private static final int EFD_NONBLOCK = 0x800;
    private static final int POLLFD = 8;
    private static final MemoryLayout CAPTURE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CAPTURE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle EVENTFD = link("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle WRITE =
            link("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle POLL =
            link("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

    private final Libc libc;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment state = arena.allocate(CAPTURE);
    private final MemorySegment polled = arena.allocate(2 * POLLFD, 4);
    private final int event;

    private Wakeup(Libc libc, int descriptor) throws LinuxException {
        this.libc = libc;
        try {
            event = (int) EVENTFD.invokeExact(state, 0, EFD_NONBLOCK | Abi.O_CLOEXEC);
            Failures.check(event < 0 ? -error(state) : event, "eventfd", "waiting for packets");
        } catch (LinuxException e) {
            arena.close();
            throw e;
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
        watch(0, descriptor);
        watch(1, event);
    }

    /** @param descriptor to wait for; it must stay open until {@link #close} */
    public static Wakeup on(int descriptor) throws LinuxException {
        return new Wakeup(Platform.libc(), descriptor);
    }

    private void watch(int index, int descriptor) {
        polled.set(JAVA_INT, (long) index * POLLFD, descriptor);
        polled.set(JAVA_SHORT, (long) index * POLLFD + 4, Abi.POLLIN);
    }

    /**
     * Waits until the descriptor can be read or has an error, {@link #wake} was called, or the time is over. A signal
     * may end it early.
     *
     * @return whether one of the descriptors is ready
     */
    public boolean await(int millis) throws LinuxException {
        try {
            int ready = (int) POLL.invokeExact(state, polled, 2L, millis);
            if (ready < 0 && error(state) != Abi.EINTR) {
                Failures.check(-error(state), "poll", "waiting for packets");
            }
            return ready > 0;
        } catch (LinuxException e) {
            throw e;
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** Ends the wait that is going on, and all later ones at once. */
    public void wake() {
        try (Arena scratch = Arena.ofConfined()) {
            long written = (long) WRITE.invokeExact(
                    scratch.allocate(CAPTURE), event, scratch.allocateFrom(JAVA_LONG, 1L), (long) JAVA_LONG.byteSize());
            if (written != JAVA_LONG.byteSize()) {
                throw new IllegalStateException("an eventfd that is open takes a number");
            }
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** Nobody may wait or wake any more. */
    @Override
    public void close() {
        libc.close(event);
        arena.close();
    }

    private static int error(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    private static MethodHandle link(String name, FunctionDescriptor function) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), function, Linker.Option.captureCallState("errno"));
    }
}
