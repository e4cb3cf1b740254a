package org.holdfast.cache;

import java.io.IOException;

/** Frames of a network interface, as they come. */
public interface LiveCaptureSource extends CaptureSource {

    /**
     * Changes which frames are captured, before or during {@link #run}; callable from any thread. Frames that both the
     * earlier and the new filter let through aren't lost, where {@link #filtersWithoutLoss} says so. Frames that the
     * kernel holds already were chosen by the earlier filter, and are still handed over.
     *
     * @param expression pcap filter expression, see pcap-filter(7); empty for all
     * @throws IOException when it isn't understood or can't be applied, saying why; the earlier filter stays
     */
    void filter(String expression) throws IOException;

    /**
     * Whether a change of filter loses no frame. It doesn't on Linux, where the kernel exchanges filters between two
     * frames; elsewhere libpcap empties its buffer when the filter changes.
     */
    boolean filtersWithoutLoss();
}
