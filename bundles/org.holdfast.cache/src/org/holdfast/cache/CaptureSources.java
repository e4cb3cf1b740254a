package org.holdfast.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Opens interfaces and files for capture; a service, because what is below it depends on the machine. */
public interface CaptureSources {

    /** Names of the interfaces that can be captured on with this process's rights. */
    List<String> interfaces() throws IOException;

    /**
     * Opens an interface in promiscuous mode.
     *
     * @param interfaceName as {@code ip link} names it
     * @param bufferBytes size of the kernel's buffer
     * @param filter pcap filter expression, empty for all
     * @throws IOException when libpcap, the interface or the right is missing, saying which and what to do
     */
    CaptureSource openLive(String interfaceName, int bufferBytes, String filter) throws IOException;

    /** Opens a pcap or pcapng file. */
    CaptureSource openFile(Path file) throws IOException;
}
