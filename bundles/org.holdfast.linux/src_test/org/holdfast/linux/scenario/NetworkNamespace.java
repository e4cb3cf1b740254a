package org.holdfast.linux.scenario;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A named network namespace; code runs in it on a thread of its own. */
record NetworkNamespace(String name) {

    private static final int CLONE_NEWNET = 0x40000000;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle OPEN = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("open"),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle SETNS = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("setns"), FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOSE = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    static NetworkNamespace create(String name) throws Exception {
        Shell.run("ip netns add " + name);
        Shell.run("ip -n " + name + " link set lo up");
        return new NetworkNamespace(name);
    }

    /** Connects a veth pair: {@code eth0} here, {@code port} in the namespace of the caller. */
    void connect(String port, String... addresses) throws Exception {
        Shell.run("ip link add " + port + " type veth peer name eth0 netns " + name);
        Shell.run("ip link set " + port + " up");
        for (String address : addresses) {
            String options = address.contains(":") ? " nodad" : "";
            Shell.run("ip -n " + name + " address add " + address + " dev eth0" + options);
        }
        Shell.run("ip -n " + name + " link set eth0 up");
    }

    <T> T call(Callable<T> action) throws Exception {
        FutureTask<T> task = new FutureTask<>(() -> {
            enter();
            return action.call();
        });
        Thread.ofPlatform().name(name).daemon().start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    void run(Action action) throws Exception {
        call(() -> {
            action.run();
            return null;
        });
    }

    private void enter() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int fd = (int) OPEN.invokeExact(arena.allocateFrom("/run/netns/" + name), 0);
            int result = (int) SETNS.invokeExact(fd, CLONE_NEWNET);
            int closed = (int) CLOSE.invokeExact(fd);
            if (fd < 0 || result != 0 || closed != 0) {
                throw new IOException("can't enter network namespace " + name);
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable t) {
            throw new AssertionError(t);
        }
    }

    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }
}
