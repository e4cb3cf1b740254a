package org.holdfast.cli;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a command running until the process is told to end, then closes what it runs. */
final class Until {

    private static final Logger LOG = LoggerFactory.getLogger(Until.class);

    private Until() {}

    /** Waits for SIGTERM or SIGINT; never returns before the shutdown has begun. */
    static void terminated(AutoCloseable running) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                running.close();
            } catch (Exception e) {
                LOG.error("stopping wasn't clean", e);
            }
        }));
        new CountDownLatch(1).await();
    }
}
