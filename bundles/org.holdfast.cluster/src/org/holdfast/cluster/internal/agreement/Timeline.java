package org.holdfast.cluster.internal.agreement;

/** One thread and its clock. All of a node's agreement happens on it; a test drives it by a clock of its own. */
interface Timeline extends AutoCloseable {

    /** Nanoseconds since some moment; never goes back. */
    long nanos();

    /** Does something soon, after all that was given before. From any thread. */
    void execute(Runnable task);

    /** Does something after a while. From any thread. */
    void schedule(Runnable task, long nanos);

    /** Nothing more is done. */
    @Override
    void close();
}
