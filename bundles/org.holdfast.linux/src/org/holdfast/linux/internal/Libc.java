package org.holdfast.linux.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
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

/**
 * The C library's calls, thinly. Every call returns what the kernel returned when that is zero or more, and the
 * negative error number otherwise; nothing is thrown, no state is kept, so any thread may call it. A call that a signal
 * interrupted (EINTR) is made again, except {@code connect} and {@code close}, which mustn't be. Blocking calls
 * block their thread, a virtual thread's carrier too.
 *
 * <p>Reached only through {@link Platform#libc()}, because loading this class looks the symbols up.
 */
public final class Libc {

    static final Libc INSTANCE = new Libc();

    private static final MemoryLayout CAPTURE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CAPTURE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET = handle("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SETSOCKOPT =
            handle("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle GETSOCKOPT =
            handle("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle BIND = handle("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle CONNECT = handle("connect", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SHUTDOWN = handle("shutdown", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = handle("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle RECV = handle("recv", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle SENDTO =
            handle("sendto", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle PIPE2 = handle("pipe2", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SPLICE =
            handle("splice", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle POLL = handle("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle IF_NAMETOINDEX = handle("if_nametoindex", JAVA_INT, ADDRESS);
    private static final MethodHandle MOUNT = handle("mount", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    private static final MethodHandle STRERROR = handle("strerror", ADDRESS, JAVA_INT);
    private static final MethodHandle FCNTL = variadic("fcntl", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle IOCTL = variadic("ioctl", JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);

    private Libc() {}

    public int socket(int domain, int type, int protocol) {
        return (int) call((arena, state) -> (int) SOCKET.invokeExact(state, domain, type | Abi.SOCK_CLOEXEC, protocol));
    }

    /** Sets an option of four bytes. */
    public int setsockopt(int fd, int level, int option, int value) {
        return (int) call((arena, state) ->
                (int) SETSOCKOPT.invokeExact(state, fd, level, option, arena.allocateFrom(JAVA_INT, value), 4));
    }

    public int setsockopt(int fd, int level, int option, byte[] value) {
        return (int) call((arena, state) ->
                (int) SETSOCKOPT.invokeExact(state, fd, level, option, copy(arena, value), value.length));
    }

    /** Fills {@code value}; returns how many bytes the kernel wrote, or the negative error number. */
    public int getsockopt(int fd, int level, int option, byte[] value) {
        return (int) call((arena, state) -> {
            MemorySegment buffer = copy(arena, value);
            MemorySegment length = arena.allocateFrom(JAVA_INT, value.length);
            int result = (int) GETSOCKOPT.invokeExact(state, fd, level, option, buffer, length);
            MemorySegment.copy(buffer, JAVA_BYTE, 0, value, 0, value.length);
            return result < 0 ? result : length.get(JAVA_INT, 0);
        });
    }

    public int bind(int fd, byte[] address) {
        return (int) call((arena, state) -> (int) BIND.invokeExact(state, fd, copy(arena, address), address.length));
    }

    /** Not repeated after EINTR: the attempt goes on, wait for it with {@link #poll}. */
    public int connect(int fd, byte[] address) {
        return (int)
                callOnce((arena, state) -> (int) CONNECT.invokeExact(state, fd, copy(arena, address), address.length));
    }

    public int shutdown(int fd, int how) {
        return (int) call((arena, state) -> (int) SHUTDOWN.invokeExact(state, fd, how));
    }

    /** The number is free afterwards whatever is returned, so it is never called twice. */
    public int close(int fd) {
        return (int) callOnce((arena, state) -> (int) CLOSE.invokeExact(state, fd));
    }

    public int recv(int fd, byte[] bytes, int offset, int length, int flags) {
        return (int) call((arena, state) -> {
            MemorySegment buffer = arena.allocate(Math.max(length, 1));
            long result = (long) RECV.invokeExact(state, fd, buffer, (long) length, flags);
            if (result > 0) {
                MemorySegment.copy(buffer, JAVA_BYTE, 0, bytes, offset, (int) Math.min(result, length));
            }
            return result;
        });
    }

    public int send(int fd, byte[] bytes, int offset, int length, int flags) {
        return (int) call((arena, state) -> {
            MemorySegment buffer = arena.allocate(Math.max(length, 1));
            MemorySegment.copy(bytes, offset, buffer, JAVA_BYTE, 0, length);
            return (long) SENDTO.invokeExact(state, fd, buffer, (long) length, flags, MemorySegment.NULL, 0);
        });
    }

    public int sendto(int fd, byte[] bytes, byte[] address) {
        return (int) call((arena, state) -> (long) SENDTO.invokeExact(
                state, fd, copy(arena, bytes), (long) bytes.length, 0, copy(arena, address), address.length));
    }

    /** Fills {@code ends} with the reading and the writing end. */
    public int pipe(int[] ends) {
        return (int) call((arena, state) -> {
            MemorySegment pair = arena.allocate(JAVA_INT, 2);
            int result = (int) PIPE2.invokeExact(state, pair, Abi.O_CLOEXEC);
            MemorySegment.copy(pair, JAVA_INT, 0, ends, 0, 2);
            return result;
        });
    }

    public int fcntl(int fd, int command, int argument) {
        return (int) call((arena, state) -> (int) FCNTL.invokeExact(state, fd, command, argument));
    }

    /** An ioctl that answers with an int of zero or more. */
    public int ioctl(int fd, int request) {
        return (int) call((arena, state) -> {
            MemorySegment value = arena.allocate(JAVA_INT);
            int result = (int) IOCTL.invokeExact(state, fd, (long) request, value);
            return result < 0 ? result : value.get(JAVA_INT, 0);
        });
    }

    public long splice(int from, int to, long length, int flags) {
        return call((arena, state) ->
                (long) SPLICE.invokeExact(state, from, MemorySegment.NULL, to, MemorySegment.NULL, length, flags));
    }

    /** Waits, without limit, until one of the events holds. */
    public int poll(int fd, short events) {
        return (int) call((arena, state) -> {
            MemorySegment entry = arena.allocate(8, 4);
            entry.set(JAVA_INT, 0, fd);
            entry.set(JAVA_SHORT, 4, events);
            return (int) POLL.invokeExact(state, entry, 1L, -1);
        });
    }

    /** Number of an interface in the calling thread's network namespace; {@code -ENODEV} when there is none. */
    public int interfaceIndex(String name) {
        return (int) call((arena, state) -> {
            int index = (int) IF_NAMETOINDEX.invokeExact(state, arena.allocateFrom(name));
            return index == 0 ? -1 : index;
        });
    }

    public int mount(String source, String target, String type) {
        return (int) call((arena, state) -> (int) MOUNT.invokeExact(
                state,
                arena.allocateFrom(source),
                arena.allocateFrom(target),
                arena.allocateFrom(type),
                0L,
                MemorySegment.NULL));
    }

    /** The C library's text for an error number, in the process's locale, as other libraries print it. */
    public String strerror(int errno) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = (MemorySegment) STRERROR.invokeExact(arena.allocate(CAPTURE), errno);
            return text.reinterpret(4096).getString(0);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    private static long call(Call call) {
        long result;
        do {
            result = callOnce(call);
        } while (result == -Abi.EINTR);
        return result;
    }

    private static long callOnce(Call call) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CAPTURE);
            long result = call.on(arena, state);
            return result >= 0 ? result : -(int) ERRNO.get(state, 0L);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /** A method handle declares Throwable; a C function throws nothing. */
    static AssertionError unexpected(Throwable t) {
        if (t instanceof RuntimeException e) {
            throw e;
        }
        if (t instanceof Error e) {
            throw e;
        }
        return new AssertionError("a native function threw", t);
    }

    private static MemorySegment copy(Arena arena, byte[] bytes) {
        MemorySegment segment = arena.allocate(Math.max(bytes.length, 1), 8);
        MemorySegment.copy(bytes, 0, segment, JAVA_BYTE, 0, bytes.length);
        return segment;
    }

    private static MethodHandle handle(String name, MemoryLayout result, MemoryLayout... arguments) {
        return link(name, FunctionDescriptor.of(result, arguments), Linker.Option.captureCallState("errno"));
    }

    /** All variadic functions here have two fixed arguments; aarch64 passes the others differently on some systems. */
    private static MethodHandle variadic(String name, MemoryLayout result, MemoryLayout... arguments) {
        return link(
                name,
                FunctionDescriptor.of(result, arguments),
                Linker.Option.captureCallState("errno"),
                Linker.Option.firstVariadicArg(2));
    }

    private static MethodHandle link(String name, FunctionDescriptor function, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), function, options);
    }

    @FunctionalInterface
    private interface Call {
        long on(Arena arena, MemorySegment state) throws Throwable;
    }
}
