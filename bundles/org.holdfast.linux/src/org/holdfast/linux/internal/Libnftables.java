package org.holdfast.linux.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.holdfast.linux.LinuxException;

/**
 * A context of libnftables (nftables/libnftables.h), in the network namespace of the thread that opened it. A context
 * is not thread-safe, so calls are serialised by this object's lock; they take about 0.1 ms.
 */
public final class Libnftables implements AutoCloseable {

    private static final String LIBRARY = "libnftables.so.1";

    private final Libc libc;
    private final MemorySegment context;
    private boolean closed;

    private Libnftables(Libc libc, MemorySegment context) {
        this.libc = libc;
        this.context = context;
    }

    /** What a command did: whether all of it was done (else nothing was), what it printed, why it failed. */
    public record Result(boolean done, String output, String error) {}

    public static Libnftables open() throws LinuxException {
        Libc libc = Platform.libc();
        // nft_ctx_new ends the whole process when it can't open this socket, so it is tried first.
        Netlink.open(Abi.NETLINK_NETFILTER).close();
        if (Binding.MISSING != null) {
            throw new LinuxException(
                    "dlopen",
                    Abi.ENOENT,
                    LIBRARY + " can't be used (" + Binding.MISSING
                            + "): install it (Debian: libnftables1, Fedora: nftables)");
        }
        try {
            MemorySegment context = (MemorySegment) Binding.NEW.invokeExact(0);
            if (context.equals(MemorySegment.NULL)) {
                throw new LinuxException("nft_ctx_new", Abi.ENOMEM, "libnftables context: free some memory");
            }
            int output = (int) Binding.BUFFER_OUTPUT.invokeExact(context);
            int error = (int) Binding.BUFFER_ERROR.invokeExact(context);
            if (output != 0 || error != 0) {
                Binding.FREE.invokeExact(context);
                throw new LinuxException("nft_ctx_buffer_output", Abi.ENOMEM, "libnftables buffers: free some memory");
            }
            return new Libnftables(libc, context);
        } catch (LinuxException e) {
            throw e;
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** Runs commands as one transaction. */
    public Result run(String commands) throws LinuxException {
        return run(commands, false);
    }

    /** Lets the kernel judge commands without doing them. */
    public Result check(String commands) throws LinuxException {
        return run(commands, true);
    }

    private synchronized Result run(String commands, boolean dryRun) throws LinuxException {
        if (closed) {
            throw new LinuxException("nft", Abi.EBADF, "the libnftables context was closed; open a new one");
        }
        try (Arena arena = Arena.ofConfined()) {
            Binding.DRY_RUN.invokeExact(context, dryRun);
            int result = (int) Binding.RUN.invokeExact(context, arena.allocateFrom(commands));
            MemorySegment output = (MemorySegment) Binding.OUTPUT.invokeExact(context);
            MemorySegment error = (MemorySegment) Binding.ERROR.invokeExact(context);
            return new Result(result == 0, text(output), text(error));
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /**
     * Runs commands that have to succeed.
     *
     * @param what to what, and what to do when it fails
     */
    public void require(String commands, String what) throws LinuxException {
        Result result = run(commands);
        if (!result.done()) {
            throw failure(result, what);
        }
    }

    public LinuxException failure(Result result, String what) {
        String first = result.error().lines().findFirst().orElse("no message");
        return new LinuxException("nft", errno(result), what + " (" + first + ")");
    }

    /** Whether the kernel's reason was this one. The library tells it only as text, in the process's locale. */
    public boolean failedWith(Result result, int errno) {
        return !result.done() && result.error().contains(libc.strerror(errno));
    }

    private int errno(Result result) {
        int[] likely = {Abi.EPERM, Abi.ENOENT, Abi.EEXIST, Abi.EBUSY, Abi.EOPNOTSUPP, Abi.EINVAL};
        for (int errno : likely) {
            if (failedWith(result, errno)) {
                return errno;
            }
        }
        return Abi.EINVAL;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            Binding.FREE.invokeExact(context);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    private static String text(MemorySegment buffer) {
        return buffer.equals(MemorySegment.NULL)
                ? ""
                : buffer.reinterpret(Long.MAX_VALUE).getString(0);
    }

    /** Loaded with the first context; a missing library is kept as text, because a static initialiser mustn't fail. */
    private static final class Binding {
        static final String MISSING;
        static final MethodHandle NEW;
        static final MethodHandle FREE;
        static final MethodHandle RUN;
        static final MethodHandle DRY_RUN;
        static final MethodHandle BUFFER_OUTPUT;
        static final MethodHandle BUFFER_ERROR;
        static final MethodHandle OUTPUT;
        static final MethodHandle ERROR;

        static {
            SymbolLookup library = null;
            String missing = null;
            try {
                library = SymbolLookup.libraryLookup(LIBRARY, Arena.global());
            } catch (IllegalArgumentException e) {
                missing = e.getMessage();
            }
            MISSING = missing;
            FunctionDescriptor toInt = FunctionDescriptor.of(JAVA_INT, ADDRESS);
            FunctionDescriptor toText = FunctionDescriptor.of(ADDRESS, ADDRESS);
            NEW = link(library, "nft_ctx_new", FunctionDescriptor.of(ADDRESS, JAVA_INT));
            FREE = link(library, "nft_ctx_free", FunctionDescriptor.ofVoid(ADDRESS));
            RUN = link(library, "nft_run_cmd_from_buffer", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
            DRY_RUN = link(library, "nft_ctx_set_dry_run", FunctionDescriptor.ofVoid(ADDRESS, JAVA_BOOLEAN));
            BUFFER_OUTPUT = link(library, "nft_ctx_buffer_output", toInt);
            BUFFER_ERROR = link(library, "nft_ctx_buffer_error", toInt);
            OUTPUT = link(library, "nft_ctx_get_output_buffer", toText);
            ERROR = link(library, "nft_ctx_get_error_buffer", toText);
        }

        private static MethodHandle link(SymbolLookup library, String name, FunctionDescriptor function) {
            return library == null ? null : Linker.nativeLinker().downcallHandle(library.findOrThrow(name), function);
        }
    }
}
