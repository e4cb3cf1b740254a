package org.holdfast.linux;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Optional;
import org.holdfast.linux.internal.Abi;
import org.holdfast.linux.internal.PacketUpcall;
import org.holdfast.linux.internal.PcapHandle;
import org.holdfast.linux.internal.PcapInterfaces;
import org.holdfast.linux.internal.Platform;
import org.holdfast.linux.internal.TapCounters;
import org.holdfast.linux.internal.Wakeup;

/**
 * Hears what passes an interface, through the installed libpcap and without a copy: the listener looks into the ring
 * that the kernel writes.
 *
 * <p>The filter can be changed while packets come, and none that the old and the new one let through is lost: the
 * kernel exchanges the programs between two packets.
 *
 * <p>Thread-safe. The interface is that of the network namespace of the thread that opened the tap.
 */
public final class PacketTap implements AutoCloseable {

    /** Of one burst; then others are let in. */
    private static final int MOST_PACKETS = 1024;
    /** How late the kernel may be with a block, beside the delay that was asked for. */
    private static final int LATE_MILLIS = 20;
    /** libpcap notices only when it is called that an interface has gone. */
    private static final int CHECK_MILLIS = 1000;

    private final String interfaceName;
    private final PcapHandle handle;
    private final Wakeup wakeup;
    private final TapCounters counters;
    private final Arena arena = Arena.ofShared();
    private final Object lock = new Object();
    private PacketUpcall upcall;
    private volatile boolean closed;
    private boolean released;

    private PacketTap(String interfaceName, PcapHandle handle, Wakeup wakeup) {
        this.interfaceName = interfaceName;
        this.handle = handle;
        this.wakeup = wakeup;
        counters = new TapCounters(handle);
    }

    /** Why taps can't be used on this system, and what to do; empty when they can. */
    public static Optional<String> problem() {
        if (!Platform.isLinux()) {
            return Optional.of("Linux only");
        }
        return PcapHandle.problem();
    }

    /** The interfaces that libpcap knows here. */
    public static List<TapInterface> interfaces() throws LinuxException {
        Platform.libc();
        return PcapInterfaces.list();
    }

    /**
     * Opens an interface in promiscuous mode. Packets are captured from now on, before {@link #run}.
     *
     * @param filter pcap filter expression, empty for all
     * @throws LinuxException ENODEV, ENETDOWN, EPERM without CAP_NET_RAW, ENOENT without libpcap; EINVAL for a filter
     *     that libpcap doesn't understand
     */
    public static PacketTap open(String interfaceName, TapSettings settings, String filter) throws LinuxException {
        Platform.libc();
        PacketTap tap = over(interfaceName, PcapHandle.open(interfaceName, settings));
        boolean open = false;
        try {
            if (!filter.isBlank()) {
                tap.beginWith(filter, settings.delayMillis());
            }
            open = true;
            return tap;
        } finally {
            if (!open) {
                tap.close();
            }
        }
    }

    private static PacketTap over(String interfaceName, PcapHandle handle) throws LinuxException {
        try {
            return new PacketTap(interfaceName, handle, Wakeup.on(handle.descriptor()));
        } catch (LinuxException e) {
            handle.close();
            throw e;
        }
    }

    /** What came before the filter was there isn't wanted: nothing more is let in, what is there is thrown away. */
    private void beginWith(String filter, int delayMillis) throws LinuxException {
        handle.rejectAll();
        try (Arena scratch = Arena.ofConfined()) {
            PacketUpcall discard = new PacketUpcall(handle, (time, frame, length) -> {}, scratch);
            do {
                empty(discard);
                counters.read();
                // The last block is handed over when it is old enough.
            } while (discard.packets() < counters.accepted() && wakeup.await(2 * delayMillis + LATE_MILLIS));
        }
        handle.filter(filter);
        counters.restart();
    }

    private void empty(PacketUpcall discard) throws LinuxException {
        int count;
        do {
            count = discard.dispatch(MOST_PACKETS);
            if (count < 0) {
                throw handle.failure("pcap_dispatch");
            }
        } while (count > 0);
    }

    /** The outermost layer of the packets, a LINKTYPE_ value. */
    public int linkType() {
        return handle.linkType();
    }

    /**
     * Changes the filter between two packets. Those that are in the ring were chosen by the one before, and are still
     * handed over.
     *
     * @param expression pcap filter expression, empty for all
     * @throws LinuxException EINVAL when libpcap doesn't understand it, or it has more than 4096 instructions; ENOMEM
     *     when it is larger than net.core.optmem_max allows; EBADF after the end. The filter before stays
     */
    public void filter(String expression) throws LinuxException {
        synchronized (lock) {
            if (closed) {
                throw new LinuxException(
                        "SO_ATTACH_FILTER", Abi.EBADF, "the tap of " + interfaceName + " was closed; open a new one");
            }
            handle.filter(expression);
        }
    }

    /**
     * Hands packets over in the calling thread until {@link #close}; then the tap is closed. Called once.
     *
     * @throws LinuxException when the interface is gone or the kernel refuses
     */
    public void run(PacketListener listener) throws LinuxException {
        synchronized (lock) {
            if (closed) {
                return;
            }
            if (upcall != null) {
                throw new IllegalStateException("a tap runs once");
            }
            upcall = new PacketUpcall(handle, listener, arena);
        }
        try {
            while (!closed) {
                int count = upcall.dispatch(MOST_PACKETS);
                if (count < 0) {
                    throw handle.failure("pcap_dispatch");
                }
                if (count == 0) {
                    wakeup.await(CHECK_MILLIS);
                }
            }
        } finally {
            synchronized (lock) {
                closed = true;
                release();
            }
        }
    }

    /** Counts so far. To be asked at least once in 2³² packets. */
    public TapStatistics statistics() {
        synchronized (lock) {
            if (!released) {
                counters.read();
            }
            return counters.statistics(upcall == null ? 0 : upcall.packets());
        }
    }

    /** Ends {@link #run} at once, on a silent interface too. */
    @Override
    public void close() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            if (upcall == null) {
                release();
            } else {
                wakeup.wake();
            }
        }
    }

    private void release() {
        counters.read();
        released = true;
        arena.close();
        wakeup.close();
        handle.close();
    }
}
