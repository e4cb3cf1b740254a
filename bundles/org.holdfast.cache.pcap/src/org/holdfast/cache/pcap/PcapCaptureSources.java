package org.holdfast.cache.pcap;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.holdfast.cache.CaptureInterface;
import org.holdfast.cache.CaptureSources;
import org.holdfast.cache.FileCaptureSource;
import org.holdfast.cache.LiveCaptureSource;
import org.holdfast.cache.pcap.internal.FileCapture;
import org.holdfast.cache.pcap.internal.LiveCaptures;
import org.osgi.service.component.annotations.Component;

/**
 * Captures with libpcap, and reads pcap (with the variants that have a magic number of their own) and pcapng files, in
 * either byte order, compressed with gzip or not. A file that is cut or damaged is read up to the fault, and then the
 * fault is thrown.
 */
@Component(service = CaptureSources.class)
public final class PcapCaptureSources implements CaptureSources {

    @Override
    public List<CaptureInterface> interfaces() throws IOException {
        return LiveCaptures.interfaces();
    }

    @Override
    public LiveCaptureSource openLive(String interfaceName, int bufferBytes, String filter) throws IOException {
        return LiveCaptures.open(interfaceName, bufferBytes, filter);
    }

    @Override
    public FileCaptureSource openFile(Path file) throws IOException {
        return FileCapture.open(file);
    }
}
