package org.holdfast.cache.pcap.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Timestamp;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.holdfast.cache.CaptureSource;
import org.holdfast.cache.FrameSink;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.TimestampPrecision;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;
import org.pcap4j.core.PcapStat;
import org.pcap4j.core.Pcaps;
import org.pcap4j.core.RawPacketListener;

/**
 * Captures on one interface.
 *
 * <p>Frames are handed over at the latest {@value #TIMEOUT_MILLIS} ms after they came. libpcap's immediate mode would
 * be quicker, but gives every frame a slot of the largest size (TPACKET_V2): with a buffer of 64 MiB, 8,977 of 10,000
 * small frames in one burst were dropped, without it none.
 */
public final class LiveCapture implements CaptureSource {

    /** More than any frame, with or without segmentation offload. */
    private static final int SNAPSHOT_LENGTH = 262_144;

    private static final int TIMEOUT_MILLIS = 10;

    /** pcap's numbers for raw IP differ between the library and the file format; the sink knows the latter. */
    private static final int DLT_RAW = 12;

    private static final int DLT_RAW_OPENBSD = 14;
    private static final int LINKTYPE_RAW = 101;

    private final String interfaceName;
    private final PcapHandle handle;
    private final int linkType;
    private final AtomicLong received = new AtomicLong();
    private final Object state = new Object();
    private RuntimeException sinkFailure;
    private boolean running;
    private boolean closed;
    private Statistics lastStatistics = new Statistics(0, 0, 0);

    private LiveCapture(String interfaceName, PcapHandle handle) {
        this.interfaceName = interfaceName;
        this.handle = handle;
        int dlt = handle.getDlt().value();
        linkType = dlt == DLT_RAW || dlt == DLT_RAW_OPENBSD ? LINKTYPE_RAW : dlt;
    }

    /** Names of interfaces. */
    public static List<String> interfaces() throws IOException {
        try {
            return Pcaps.findAllDevs().stream()
                    .map(PcapNetworkInterface::getName)
                    .toList();
        } catch (PcapNativeException e) {
            throw new IOException("the interfaces can't be listed: " + e.getMessage(), e);
        } catch (LinkageError e) {
            throw noLibrary(e);
        }
    }

    /** See {@link org.holdfast.cache.CaptureSources#openLive}. */
    public static LiveCapture open(String interfaceName, int bufferBytes, String filter) throws IOException {
        try {
            // Where the library has no nanoseconds, pcap4j takes microseconds by itself.
            PcapHandle handle = new PcapHandle.Builder(interfaceName)
                    .snaplen(SNAPSHOT_LENGTH)
                    .promiscuousMode(PromiscuousMode.PROMISCUOUS)
                    .timeoutMillis(TIMEOUT_MILLIS)
                    .bufferSize(bufferBytes)
                    .timestampPrecision(TimestampPrecision.NANO)
                    .build();
            return filtered(interfaceName, handle, filter);
        } catch (PcapNativeException e) {
            throw cantOpen(interfaceName, e);
        } catch (LinkageError e) {
            throw noLibrary(e);
        }
    }

    private static LiveCapture filtered(String interfaceName, PcapHandle handle, String filter) throws IOException {
        try {
            if (!filter.isBlank()) {
                handle.setFilter(filter, BpfCompileMode.OPTIMIZE);
            }
            return new LiveCapture(interfaceName, handle);
        } catch (PcapNativeException e) {
            handle.close();
            throw new IOException(
                    "the filter '" + filter + "' isn't understood by libpcap: " + e.getMessage()
                            + ". See pcap-filter(7) for its form.",
                    e);
        } catch (NotOpenException e) {
            throw new IOException("the interface " + interfaceName + " was closed while it was opened", e);
        }
    }

    @Override
    public void run(FrameSink sink) throws IOException {
        synchronized (state) {
            if (closed) {
                return;
            }
            if (running) {
                throw new IllegalStateException("a capture runs once");
            }
            running = true;
        }
        try {
            RawPacketListener listener = bytes -> deliver(bytes, sink);
            handle.loop(-1, listener);
        } catch (InterruptedException e) {
            // So pcap4j tells that breakLoop() was called.
            if (sinkFailure != null) {
                throw new IllegalStateException("a frame from " + interfaceName + " couldn't be taken", sinkFailure);
            }
        } catch (PcapNativeException e) {
            throw new IOException(
                    "capturing on " + interfaceName + " failed: " + e.getMessage()
                            + ". Check that the interface is up, then start the capture again.",
                    e);
        } catch (NotOpenException e) {
            throw new IOException("capturing on " + interfaceName + " failed: it isn't open", e);
        } finally {
            end();
        }
    }

    @Override
    public Statistics statistics() {
        synchronized (state) {
            if (!closed) {
                lastStatistics = read();
            }
            return lastStatistics;
        }
    }

    @Override
    public void close() {
        synchronized (state) {
            if (closed) {
                return;
            }
            lastStatistics = read();
            closed = true;
            if (running) {
                breakLoop();
            } else {
                handle.close();
            }
        }
    }

    private void deliver(byte[] bytes, FrameSink sink) {
        Timestamp time = handle.getTimestamp();
        Integer original = handle.getOriginalLength();
        received.incrementAndGet();
        long nanos = Math.floorDiv(time.getTime(), 1000L) * 1_000_000_000L + time.getNanos();
        try {
            sink.frame(
                    nanos, linkType, ByteBuffer.wrap(bytes), Math.max(bytes.length, original == null ? 0 : original));
        } catch (RuntimeException e) {
            // Thrown through libpcap it would be lost, and the loop would go on as if nothing had happened.
            sinkFailure = e;
            breakLoop();
        }
    }

    private void breakLoop() {
        try {
            handle.breakLoop();
        } catch (NotOpenException e) {
            throw new IllegalStateException("the handle of a running capture is open", e);
        }
    }

    /** After the loop: only now may the handle be closed, for libpcap uses it until then. */
    private void end() {
        synchronized (state) {
            if (!closed) {
                lastStatistics = read();
                closed = true;
            }
            handle.close();
        }
    }

    /** What was delivered is counted here, because libpcap's ps_recv counts dropped frames too. */
    private Statistics read() {
        try {
            PcapStat counted = handle.getStats();
            return new Statistics(received.get(), counted.getNumPacketsDropped(), counted.getNumPacketsDroppedByIf());
        } catch (PcapNativeException | NotOpenException e) {
            // The interface is gone: what was known before still holds.
            return new Statistics(
                    received.get(), lastStatistics.droppedByKernel(), lastStatistics.droppedByInterface());
        }
    }

    private static IOException cantOpen(String interfaceName, PcapNativeException cause) {
        String message = String.valueOf(cause.getMessage());
        String what;
        if (message.contains("No such device") || message.contains("doesn't exist")) {
            what = "there is no interface " + interfaceName + "; 'ip link' lists those there are";
        } else if (message.contains("ermission") || message.contains("not permitted")) {
            what = "this process may not capture on " + interfaceName
                    + "; give it the capabilities CAP_NET_RAW and CAP_NET_ADMIN, or run it as root";
        } else {
            what = "the interface " + interfaceName + " can't be opened for capture";
        }
        return new IOException(what + " (libpcap: " + message.strip() + ")", cause);
    }

    private static IOException noLibrary(LinkageError cause) {
        return new IOException(
                "libpcap can't be loaded; install it (Debian: libpcap0.8, Windows: Npcap) (" + cause.getMessage() + ")",
                cause);
    }
}
