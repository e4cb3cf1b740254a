package org.holdfast.linux.internal;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.holdfast.linux.PacketListener;

/**
 * What libpcap calls for each packet (pcap_handler). It allocates nothing: addresses come as numbers, and the packet is
 * shown by one buffer over the ring. One thread, but {@link #packets} is for any.
 */
public final class PacketUpcall {

    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    /** struct pcap_pkthdr: tv_sec, tv_usec, caplen, len. */
    private static final long FRACTION = 8;

    private static final long CAPTURED = 16;
    private static final long ORIGINAL = 20;
    private static final long NANOS = 1_000_000_000L;

    private final PcapHandle handle;
    private final PacketListener listener;
    private final RingWindow window;
    private final int nanosPerFraction;
    private final MemorySegment stub;
    private long packets;
    private volatile long publishedPackets;
    private boolean inBurst;
    private Throwable failure;

    /** @param arena in which the ring is shown; must be closed before the handle */
    public PacketUpcall(PcapHandle handle, PacketListener listener, Arena arena) {
        this.handle = handle;
        this.listener = listener;
        window = new RingWindow(arena);
        nanosPerFraction = handle.nanosPerFraction();
        try {
            stub = Linker.nativeLinker()
                    .upcallStub(
                            MethodHandles.lookup()
                                    .bind(
                                            this,
                                            "take",
                                            MethodType.methodType(void.class, long.class, long.class, long.class)),
                            FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG, JAVA_LONG),
                            arena);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("take() is here", e);
        }
    }

    /**
     * Hands over what is there, as one burst. Throws what the listener threw.
     *
     * @return as {@link PcapHandle#dispatch}
     */
    public int dispatch(int most) {
        int count = handle.dispatch(most, stub);
        if (inBurst) {
            inBurst = false;
            publishedPackets = packets;
            listener.end();
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        return count;
    }

    /** Handed over so far. */
    public long packets() {
        return publishedPackets;
    }

    /** An exception that left this method would end the process. */
    private void take(long user, long header, long bytes) {
        try {
            if (failure != null) {
                return;
            }
            if (!inBurst) {
                listener.begin();
                inBurst = true;
            }
            int captured = ALL.get(JAVA_INT, header + CAPTURED);
            int original = ALL.get(JAVA_INT, header + ORIGINAL);
            long nanos = ALL.get(JAVA_LONG, header) * NANOS + ALL.get(JAVA_LONG, header + FRACTION) * nanosPerFraction;
            packets++;
            listener.packet(nanos, window.show(bytes, captured), Math.max(captured, original));
        } catch (Throwable t) {
            // The rest of the burst is passed over.
            failure = t;
        }
    }
}
