package org.holdfast.cache.pcap.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.holdfast.cache.CaptureInterface;
import org.holdfast.cache.LiveCaptureSource;
import org.holdfast.linux.PacketTap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses what captures: on Linux a tap, elsewhere (and where the tap can't be used) pcap4j. */
public final class LiveCaptures {

    private static final Logger LOG = LoggerFactory.getLogger(LiveCaptures.class);

    private LiveCaptures() {}

    public static List<CaptureInterface> interfaces() throws IOException {
        return PacketTap.problem().isEmpty() ? LinuxCapture.interfaces() : PortableInterfaces.list();
    }

    /** See {@link org.holdfast.cache.CaptureSources#openLive}. */
    public static LiveCaptureSource open(String interfaceName, int bufferBytes, String filter) throws IOException {
        Optional<String> problem = PacketTap.problem();
        if (problem.isEmpty()) {
            return LinuxCapture.open(interfaceName, bufferBytes, filter);
        }
        LOG.info("capturing on {} with pcap4j; the faster way can't be used: {}", interfaceName, problem.get());
        return PortableCapture.open(interfaceName, bufferBytes, filter);
    }
}
