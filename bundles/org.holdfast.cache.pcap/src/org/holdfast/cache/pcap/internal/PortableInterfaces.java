package org.holdfast.cache.pcap.internal;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.holdfast.cache.CaptureInterface;
import org.pcap4j.core.PcapAddress;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface;
import org.pcap4j.core.Pcaps;

/** The interfaces that pcap4j knows. */
final class PortableInterfaces {

    private PortableInterfaces() {}

    static List<CaptureInterface> list() throws IOException {
        try {
            return Pcaps.findAllDevs().stream()
                    .map(PortableInterfaces::described)
                    .toList();
        } catch (PcapNativeException e) {
            throw LiveFailures.cantList(e);
        } catch (LinkageError e) {
            throw LiveFailures.noLibrary(e);
        }
    }

    private static CaptureInterface described(PcapNetworkInterface found) {
        return new CaptureInterface(
                found.getName(),
                Objects.requireNonNullElse(found.getDescription(), ""),
                found.getAddresses().stream()
                        .map(PcapAddress::getAddress)
                        .filter(Objects::nonNull)
                        .toList(),
                found.isUp(),
                found.isRunning(),
                found.isLoopBack());
    }
}
