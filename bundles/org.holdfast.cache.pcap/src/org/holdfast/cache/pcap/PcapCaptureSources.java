package org.holdfast.cache.pcap;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.holdfast.cache.CaptureSource;
import org.holdfast.cache.CaptureSources;
import org.holdfast.cache.pcap.internal.FileCapture;
import org.holdfast.cache.pcap.internal.LiveCapture;
import org.osgi.service.component.annotations.Component;

/**
 * Captures with libpcap, and reads pcap (microseconds, nanoseconds) and pcapng files, both in either byte order. A file
 * that is cut or damaged is read up to the fault, and then the fault is thrown.
 */
@Component(service = CaptureSources.class)
public final class PcapCaptureSources implements CaptureSources {

    @Override
    public List<String> interfaces() throws IOException {
        return LiveCapture.interfaces();
    }

    @Override
    public CaptureSource openLive(String interfaceName, int bufferBytes, String filter) throws IOException {
        return LiveCapture.open(interfaceName, bufferBytes, filter);
    }

    @Override
    public CaptureSource openFile(Path file) throws IOException {
        return FileCapture.open(file);
    }
}
