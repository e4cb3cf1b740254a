package org.holdfast.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Opens interfaces and files for capture; a service, because what is below it depends on the machine. */
public interface CaptureSources {

    /** The interfaces that can be captured on with this process's rights. */
    List<CaptureInterface> interfaces() throws IOException;

    /**
     * Opens an interface in promiscuous mode.
     *
     * @param interfaceName as {@code ip link} names it
     * @param bufferBytes size of the kernel's buffer
     * @param filter pcap filter expression, empty for all
     * @throws IOException when libpcap, the interface or the right is missing, saying which and what to do
     */
    LiveCaptureSource openLive(String interfaceName, int bufferBytes, String filter) throws IOException;

    /**
     * Opens a pcap or pcapng file, compressed with gzip or not, and reads its beginning.
     *
     * @param file also a pipe; {@code -} is standard input
     * @throws CaptureFileException when it is no such file, or its beginning is damaged
     */
    FileCaptureSource openFile(Path file) throws IOException;
}
