package org.holdfast.cli.connections;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets work end by itself when the process is told to (Ctrl+C, SIGTERM), and keeps its exit code. Without this the JVM
 * would exit with 130 or 143, whatever came out.
 */
final class GracefulEnd {

    /** How long the work may take to end. */
    private static final long PATIENCE_SECONDS = 10;

    private static final int FAILED = 1;

    private final CountDownLatch done = new CountDownLatch(1);
    private volatile Runnable stop = () -> {};
    private volatile int exitCode = FAILED;

    private GracefulEnd() {}

    /** Work that has an exit code. */
    @FunctionalInterface
    interface Work {

        /** @param end to be told how the work is stopped */
        int run(GracefulEnd end) throws IOException, InterruptedException;
    }

    /**
     * Does the work on this thread.
     *
     * @return the work's exit code; not reached when the process was told to end, for it ends with that code then
     */
    static int of(Work work) throws IOException, InterruptedException {
        GracefulEnd end = new GracefulEnd();
        Thread hook = new Thread(end::finish, "end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            end.exitCode = work.run(end);
        } finally {
            end.done.countDown();
        }
        return end.exitCode;
    }

    /** @param newStop makes the work end soon; called on another thread */
    void stopBy(Runnable newStop) {
        stop = newStop;
    }

    private void finish() {
        if (done.getCount() == 0) {
            // It had ended before; the process has its exit code already.
            return;
        }
        stop.run();
        try {
            done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exitCode);
    }
}
