package org.holdfast.linux.scenario;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.holdfast.linux.LinuxException;

/** What a scenario expects; what doesn't hold ends it. */
final class Expect {

    private Expect() {}

    static void that(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError(what);
        }
    }

    static void equal(Object expected, Object actual, String what) {
        that(Objects.equals(expected, actual), what + ": expected " + expected + ", was " + actual);
    }

    static LinuxException failure(int errno, NetworkNamespace.Action action) throws Exception {
        try {
            action.run();
        } catch (LinuxException e) {
            equal(errno, e.errno(), "errno of '" + e.getMessage() + "'");
            return e;
        }
        throw new AssertionError("expected errno " + errno + ", but it succeeded");
    }

    /** The kernel does some things in its own time. */
    static void soon(Callable<Boolean> condition, String what) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.call()) {
            that(System.nanoTime() < deadline, "not within 10 s: " + what);
            LockSupport.parkNanos(1_000_000);
        }
    }

    static void ends(Thread thread, String what) throws InterruptedException {
        that(thread.join(Duration.ofSeconds(10)), "still blocked after 10 s: " + what);
    }
}
