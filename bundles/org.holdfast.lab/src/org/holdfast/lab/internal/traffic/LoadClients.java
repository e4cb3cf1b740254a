package org.holdfast.lab.internal.traffic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Clients on threads of their own; the first failure is everybody's. */
final class LoadClients {

    /** What a client does. */
    interface Client {
        void run() throws IOException;
    }

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<IOException> failure = new AtomicReference<>();

    void start(Client client) {
        threads.add(Thread.ofPlatform().name("client " + threads.size()).start(() -> {
            try {
                client.run();
            } catch (IOException e) {
                failure.compareAndSet(null, e);
            }
        }));
    }

    /** True once a client has failed: the others may as well stop. */
    boolean failed() {
        return failure.get() != null;
    }

    /**
     * Waits for all of them.
     *
     * @throws IOException the first failure of a client
     */
    void join() throws IOException, InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        if (failed()) {
            throw failure.get();
        }
    }
}
