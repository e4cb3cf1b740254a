package org.holdfast.cache.pcap.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Timestamp;
import java.util.concurrent.atomic.AtomicLong;
import org.holdfast.cache.FrameSink;
import org.holdfast.cache.LiveCaptureSource;
import org.pcap4j.core.BpfProgram;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.TimestampPrecision;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;
import org.pcap4j.core.PcapStat;
import org.pcap4j.core.RawPacketListener;

/**
 * Captures on one interface with pcap4j, on every system that it knows.
 *
 * <p>Frames are handed over at the latest {@value #TIMEOUT_MILLIS} ms after they came. libpcap's immediate mode would
 * be quicker, but on Linux gives every frame a slot of the largest size (TPACKET_V2): with a buffer of 64 MiB, 8,977 of
 * 10,000 small frames in one burst were dropped, without it none.
 *
 * <p>libpcap empties its buffer when the filter changes, so frames are lost then; and it mustn't happen while the loop
 * uses the old filter, so the loop is left for it.
 */
final class PortableCapture implements LiveCaptureSource {

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
    private Throwable sinkFailure;
    private BpfProgram nextFilter;
    private boolean running;
    private boolean closed;
    private Statistics lastStatistics = new Statistics(0, 0, 0);

    private PortableCapture(String interfaceName, PcapHandle handle) {
        this.interfaceName = interfaceName;
        this.handle = handle;
        int dlt = handle.getDlt().value();
        linkType = dlt == DLT_RAW || dlt == DLT_RAW_OPENBSD ? LINKTYPE_RAW : dlt;
    }

    /** See {@link org.holdfast.cache.CaptureSources#openLive}. */
    static PortableCapture open(String interfaceName, int bufferBytes, String filter) throws IOException {
        try {
            // Where the library has no nanoseconds, pcap4j takes microseconds by itself.
            PcapHandle handle = new PcapHandle.Builder(interfaceName)
                    .snaplen(SNAPSHOT_LENGTH)
                    .promiscuousMode(PromiscuousMode.PROMISCUOUS)
                    .timeoutMillis(TIMEOUT_MILLIS)
                    .bufferSize(bufferBytes)
                    .timestampPrecision(TimestampPrecision.NANO)
                    .build();
            PortableCapture capture = new PortableCapture(interfaceName, handle);
            if (!filter.isBlank()) {
                filterOrClose(capture, filter);
            }
            return capture;
        } catch (PcapNativeException e) {
            String message = String.valueOf(e.getMessage());
            if (message.contains("No such device") || message.contains("doesn't exist")) {
                throw LiveFailures.noInterface(interfaceName, e);
            }
            if (message.contains("ermission") || message.contains("not permitted")) {
                throw LiveFailures.notAllowed(interfaceName, e);
            }
            throw LiveFailures.cantOpen(interfaceName, e);
        } catch (LinkageError e) {
            throw LiveFailures.noLibrary(e);
        }
    }

    private static void filterOrClose(PortableCapture capture, String filter) throws IOException {
        try {
            capture.filter(filter);
        } catch (IOException e) {
            capture.close();
            throw e;
        }
    }

    @Override
    public void filter(String expression) throws IOException {
        synchronized (state) {
            if (closed) {
                throw new IOException("the capture on " + interfaceName + " was closed; open a new one");
            }
            BpfProgram program = compile(expression);
            if (nextFilter != null) {
                nextFilter.free();
            }
            nextFilter = program;
            if (running) {
                breakLoop();
            } else {
                applyFilter();
            }
        }
    }

    @Override
    public boolean filtersWithoutLoss() {
        return false;
    }

    private BpfProgram compile(String expression) throws IOException {
        try {
            return handle.compileFilter(expression, BpfCompileMode.OPTIMIZE, PcapHandle.PCAP_NETMASK_UNKNOWN);
        } catch (PcapNativeException e) {
            throw LiveFailures.badFilter(expression, e);
        } catch (NotOpenException e) {
            throw notOpen(e);
        }
    }

    private void applyFilter() throws IOException {
        BpfProgram program = nextFilter;
        nextFilter = null;
        try {
            handle.setFilter(program);
        } catch (PcapNativeException e) {
            throw LiveFailures.cantFilter(program.getExpression(), e);
        } catch (NotOpenException e) {
            throw notOpen(e);
        } finally {
            program.free();
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
            boolean goesOn = true;
            while (goesOn) {
                goesOn = loop(listener);
            }
        } finally {
            end();
        }
    }

    /** Returns whether it was left for another filter only, which is in force now. */
    private boolean loop(RawPacketListener listener) throws IOException {
        try {
            handle.loop(-1, listener);
            return false;
        } catch (InterruptedException e) {
            // So pcap4j tells that breakLoop() was called.
            synchronized (state) {
                if (sinkFailure instanceof RuntimeException failure) {
                    throw failure;
                }
                if (sinkFailure instanceof Error failure) {
                    throw failure;
                }
                if (nextFilter != null) {
                    applyFilter();
                }
                return !closed;
            }
        } catch (PcapNativeException e) {
            throw LiveFailures.failed(interfaceName, e);
        } catch (NotOpenException e) {
            throw notOpen(e);
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
        } catch (RuntimeException | Error e) {
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
            if (nextFilter != null) {
                nextFilter.free();
                nextFilter = null;
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

    private IOException notOpen(NotOpenException cause) {
        return new IOException("capturing on " + interfaceName + " failed: it isn't open", cause);
    }
}
