package org.holdfast.linux.internal;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.holdfast.linux.LinuxException;
import org.holdfast.linux.TapSettings;

/**
 * An activated, non-blocking pcap_t. {@link #dispatch} is called by one thread; {@link #filter} and {@link #counts} by
 * any, one at a time; {@link #close} when nobody else is in a call any more.
 */
public final class PcapHandle implements AutoCloseable {

    private static final int NANO = 1;
    private static final int NO_SUCH_DEVICE = -5;
    private static final int PERMISSION_DENIED = -8;
    private static final int NOT_UP = -9;
    private static final int PROMISCUOUS_DENIED = -11;
    private static final int EIO = 5;

    /** pcap's numbers for raw IP differ between the library and the file format (LINKTYPE_RAW is 101). */
    private static final int DLT_RAW = 12;

    private static final int LINKTYPE_RAW = 101;

    private final String interfaceName;
    private final MemorySegment handle;
    private final int descriptor;
    private final int dataLink;
    private final boolean nanoseconds;

    private PcapHandle(String interfaceName, MemorySegment handle) throws LinuxException {
        this.interfaceName = interfaceName;
        this.handle = handle;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(Libpcap.ERROR_TEXT);
            if ((int) Libpcap.SET_NONBLOCK.invokeExact(handle, 1, text) != 0) {
                throw new LinuxException("pcap_setnonblock", EIO, interfaceName + ": " + Libpcap.text(text));
            }
            descriptor = (int) Libpcap.DESCRIPTOR.invokeExact(handle);
            dataLink = (int) Libpcap.DATALINK.invokeExact(handle);
            nanoseconds = (int) Libpcap.GET_PRECISION.invokeExact(handle) == NANO;
        } catch (LinuxException e) {
            throw e;
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** Why libpcap can't be used, and what to do; empty when it can. */
    public static Optional<String> problem() {
        return Libpcap.missing();
    }

    /**
     * Opens an interface of the calling thread's network namespace, in promiscuous mode.
     *
     * @throws LinuxException ENOENT without libpcap, ENODEV, EPERM, ENETDOWN, EIO
     */
    public static PcapHandle open(String interfaceName, TapSettings settings) throws LinuxException {
        Libpcap.require();
        MemorySegment handle = MemorySegment.NULL;
        boolean open = false;
        try {
            handle = create(interfaceName);
            set(Libpcap.SET_SNAPSHOT_LENGTH, handle, settings.snapshotLength());
            set(Libpcap.SET_PROMISCUOUS, handle, 1);
            set(Libpcap.SET_TIMEOUT, handle, settings.delayMillis());
            set(Libpcap.SET_IMMEDIATE, handle, settings.delayMillis() == 0 ? 1 : 0);
            set(Libpcap.SET_BUFFER, handle, settings.bufferBytes());
            // Where there are no nanoseconds this fails, and microseconds are taken.
            set(Libpcap.SET_PRECISION, handle, NANO);
            int status = (int) Libpcap.ACTIVATE.invokeExact(handle);
            if (status < 0) {
                throw cantActivate(interfaceName, handle, status);
            }
            PcapHandle opened = new PcapHandle(interfaceName, handle);
            open = true;
            return opened;
        } catch (LinuxException e) {
            throw e;
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        } finally {
            if (!open) {
                close(handle);
            }
        }
    }

    private static MemorySegment create(String interfaceName) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(Libpcap.ERROR_TEXT);
            MemorySegment handle = (MemorySegment) Libpcap.CREATE.invokeExact(arena.allocateFrom(interfaceName), text);
            if (handle.equals(MemorySegment.NULL)) {
                throw new LinuxException("pcap_create", EIO, interfaceName + ": " + Libpcap.text(text));
            }
            return handle;
        }
    }

    /** On a handle that isn't activated, no value is wrong. */
    private static void set(MethodHandle option, MemorySegment handle, int value) throws Throwable {
        int ignored = (int) option.invokeExact(handle, value);
    }

    private static LinuxException cantActivate(String interfaceName, MemorySegment handle, int status)
            throws Throwable {
        String reason = Libpcap.text((MemorySegment) Libpcap.STATUS_TEXT.invokeExact(status));
        String detail = Libpcap.text((MemorySegment) Libpcap.ERROR.invokeExact(handle));
        String why = " (" + (detail.isEmpty() ? reason : reason + ": " + detail) + ")";
        String which = "interface " + interfaceName;
        return switch (status) {
            case NO_SUCH_DEVICE ->
                new LinuxException(
                        "pcap_activate", Abi.ENODEV, which + " isn't there; see 'ip link' for the names" + why);
            case PERMISSION_DENIED, PROMISCUOUS_DENIED ->
                new LinuxException(
                        "pcap_activate",
                        Abi.EPERM,
                        which + ": needs CAP_NET_RAW and CAP_NET_ADMIN in the network namespace" + why);
            case NOT_UP -> new LinuxException("pcap_activate", Abi.ENETDOWN, which + " is down: set it up first" + why);
            default -> new LinuxException("pcap_activate", EIO, which + " can't be opened for capture" + why);
        };
    }

    /** The packet socket, for poll(2). */
    public int descriptor() {
        return descriptor;
    }

    /** A LINKTYPE_ value. */
    public int linkType() {
        return dataLink == DLT_RAW ? LINKTYPE_RAW : dataLink;
    }

    /** Nanoseconds in a unit of the fraction of a timestamp. */
    public int nanosPerFraction() {
        return nanoseconds ? 1 : 1000;
    }

    /**
     * Calls back for packets that are there, and doesn't wait.
     *
     * @return how many; 0 when none was there; less than 0 after an error
     */
    public int dispatch(int most, MemorySegment callback) {
        try {
            return (int) Libpcap.DISPATCH.invokeExact(handle, most, callback, MemorySegment.NULL);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** Why the last call failed. */
    public LinuxException failure(String call) {
        try {
            String text = Libpcap.text((MemorySegment) Libpcap.ERROR.invokeExact(handle));
            return new LinuxException(call, EIO, "interface " + interfaceName + ": " + text);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** Lets the kernel choose packets by an expression from now on; the exchange happens between two packets. */
    public void filter(String expression) throws LinuxException {
        SocketFilter.compile(handle, dataLink, expression).attach(descriptor, interfaceName);
    }

    /** Lets no packet in. */
    public void rejectAll() throws LinuxException {
        SocketFilter.REJECT_ALL.attach(descriptor, interfaceName);
    }

    /**
     * Reads ps_recv (with the dropped ones), ps_drop and ps_ifdrop, which wrap at 2³².
     *
     * @return false when they can't be read: the interface is gone
     */
    public boolean counts(int[] three) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment counted = arena.allocate(JAVA_INT, 3);
            if ((int) Libpcap.STATISTICS.invokeExact(handle, counted) != 0) {
                return false;
            }
            MemorySegment.copy(counted, JAVA_INT, 0, three, 0, 3);
            return true;
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    @Override
    public void close() {
        close(handle);
    }

    private static void close(MemorySegment handle) {
        if (handle.equals(MemorySegment.NULL)) {
            return;
        }
        try {
            Libpcap.CLOSE.invokeExact(handle);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }
}
