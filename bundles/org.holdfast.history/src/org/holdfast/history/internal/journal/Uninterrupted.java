package org.holdfast.history.internal.journal;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;

/** Does on channels what must be done, even when the thread is interrupted meanwhile: the interrupt is passed on later. */
final class Uninterrupted {

    private Uninterrupted() {}

    /** @param action opens its channel itself, because an interrupt closes that; may be done more than once */
    static <T> T call(Action<T> action) throws IOException {
        boolean isInterrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return action.call();
                } catch (ClosedByInterruptException | FileLockInterruptionException e) {
                    Thread.interrupted();
                    isInterrupted = true;
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @FunctionalInterface
    interface Action<T> {
        T call() throws IOException;
    }
}
