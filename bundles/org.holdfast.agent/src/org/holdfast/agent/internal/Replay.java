package org.holdfast.agent.internal;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.holdfast.cache.handover.ConnectionInformation;
import org.holdfast.cache.handover.StreamComparer;
import org.holdfast.linux.StreamSocket;
import org.holdfast.model.ownership.OutputComparison;

/**
 * Brings the local copy of the application to the point at which the first host failed: feeds it the stored inbound
 * bytes, and reads, compares and discards exactly as many outbound bytes as had been sent. Claim 7, "means for
 * continuing the application … responsive to the stored packets".
 */
final class Replay implements AutoCloseable {

    private static final int CHUNK_BYTES = 256 * 1024;

    private final ConnectionInformation information;
    private final StreamSocket application;
    private final StreamComparer comparer;

    /**
     * Prepares it.
     *
     * @param application connected to the copy; this object owns it until {@link #takeApplication()}
     */
    Replay(ConnectionInformation information, StreamSocket application, OutputComparison comparison) {
        this.information = information;
        this.application = application;
        this.comparer = new StreamComparer(information, comparison);
    }

    /**
     * Does it; blocks until the copy is at the same point.
     *
     * @throws IOException when the copy ends early, its output differs against the policy, or a call fails
     */
    void run() throws IOException {
        CompletableFuture<Void> fed = feed();
        byte[] chunk = new byte[CHUNK_BYTES];
        long left = information.outboundBytes();
        while (left > 0) {
            int read = application.read(chunk, 0, (int) Math.min(chunk.length, left));
            if (read < 0) {
                throw new IOException("the local copy ended its output after " + (information.outboundBytes() - left)
                        + " of " + information.outboundBytes() + " bytes");
            }
            comparer.accept(chunk, 0, read);
            if (comparer.refused()) {
                throw new IOException("the local copy's output differs: " + comparer.firstDifference());
            }
            left -= read;
        }
        join(fed);
    }

    /** Feeds on a thread of its own: an application may refuse to read while its output isn't taken. */
    private CompletableFuture<Void> feed() {
        CompletableFuture<Void> fed = new CompletableFuture<>();
        Thread.ofPlatform()
                .name("replay " + information.state().tuple())
                .daemon()
                .start(() -> {
                    try {
                        byte[] inbound = information.inbound();
                        application.write(inbound, 0, inbound.length);
                        if (information.inboundFin()) {
                            application.shutdownOutput();
                        }
                        fed.complete(null);
                    } catch (IOException e) {
                        fed.completeExceptionally(e);
                    }
                });
        return fed;
    }

    private static void join(CompletableFuture<Void> fed) throws IOException {
        try {
            fed.join();
        } catch (CompletionException e) {
            throw new IOException(
                    "the stored inbound bytes couldn't be fed: " + e.getCause().getMessage(), e.getCause());
        }
    }

    StreamComparer comparer() {
        return comparer;
    }

    /** The application's socket, at the point of failure; the caller owns it now. */
    StreamSocket takeApplication() {
        return application;
    }

    /** Ends the copy's connection; also ends a {@link #run()} that waits. */
    @Override
    public void close() {
        application.close();
    }
}
