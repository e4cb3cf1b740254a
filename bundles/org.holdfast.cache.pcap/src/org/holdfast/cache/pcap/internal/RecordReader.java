package org.holdfast.cache.pcap.internal;

import java.io.IOException;
import org.holdfast.cache.FrameSink;

/** Reads the records of a capture file that are in the window of its input. */
interface RecordReader {

    /**
     * Takes all records that are whole, and delivers the packets in them.
     *
     * @throws IOException at a fault, saying at which byte
     */
    void readWindow(FrameSink sink) throws IOException;

    /** Packets delivered so far. */
    long delivered();

    /** Packets lost before the file was written, as far as it says: {@code droppedByKernel} of the statistics. */
    default long droppedByKernel() {
        return 0;
    }

    /** As {@link #droppedByKernel}, for {@code droppedByInterface}. */
    default long droppedByInterface() {
        return 0;
    }
}
