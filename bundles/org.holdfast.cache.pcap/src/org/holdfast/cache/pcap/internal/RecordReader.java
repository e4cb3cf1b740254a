package org.holdfast.cache.pcap.internal;

import java.io.IOException;
import org.holdfast.cache.FrameSink;

/** Reads one record of a capture file after the other. */
interface RecordReader {

    /**
     * Reads the next record and delivers the packet in it, if there is one.
     *
     * @return false at the end of the file
     * @throws IOException at a fault, saying at which byte
     */
    boolean next(FrameSink sink) throws IOException;
}
