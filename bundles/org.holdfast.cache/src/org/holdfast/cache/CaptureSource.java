package org.holdfast.cache;

import java.io.IOException;

/** Where frames come from: an {@linkplain LiveCaptureSource interface} or a {@linkplain FileCaptureSource file}. */
public interface CaptureSource extends AutoCloseable {

    /**
     * Hands all frames to the sink until the source ends or is closed. Called once, on the thread that captures. What
     * the sink throws ends it, and is thrown on.
     *
     * @throws CaptureFileException when a file is cut or damaged; what is before the fault was handed over
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
     * @param droppedByKernel frames the kernel had no room for (ps_drop); for a pcapng file what it says was lost
     *     (epb_dropcount, isb_osdrop)
     * @param droppedByInterface frames the interface or its driver dropped (ps_ifdrop); for a pcapng file what it says
     *     (isb_ifdrop)
     */
    record Statistics(long received, long droppedByKernel, long droppedByInterface) {}
}
