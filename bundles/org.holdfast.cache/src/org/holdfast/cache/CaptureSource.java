package org.holdfast.cache;

import java.io.IOException;

/** Where frames come from: an interface or a file. */
public interface CaptureSource extends AutoCloseable {

    /**
     * Hands all frames to the sink until the source ends or is closed. Called once, on the thread that captures.
     *
     * @throws IOException when the source fails; the message says which one and what to do
     */
    void run(FrameSink sink) throws IOException;

    /** Counts so far; callable from any thread. */
    Statistics statistics();

    /** Ends {@link #run} soon; callable from any thread, more than once. */
    @Override
    void close();

    /**
     * What the source has counted.
     *
     * @param received frames handed to the sink
     * @param droppedByKernel frames the kernel had no room for (ps_drop); 0 for files
     * @param droppedByInterface frames the interface or its driver dropped (ps_ifdrop); 0 for files
     */
    record Statistics(long received, long droppedByKernel, long droppedByInterface) {}
}
