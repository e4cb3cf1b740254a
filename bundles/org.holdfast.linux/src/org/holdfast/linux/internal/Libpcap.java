package org.holdfast.linux.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;
import org.holdfast.linux.LinuxException;

/**
 * The functions of the installed libpcap (pcap/pcap.h), version 1.5 or later. Loading this class loads the library; a
 * missing one is kept as text, because a static initialiser mustn't fail.
 */
final class Libpcap {

    /** PCAP_ERRBUF_SIZE. */
    static final int ERROR_TEXT = 256;

    /** Debian's name first, then everybody else's. */
    private static final List<String> NAMES = List.of("libpcap.so.0.8", "libpcap.so.1");

    /** Came with version 1.5, as pcap_set_immediate_mode did. */
    private static final String NEWEST_FUNCTION = "pcap_set_tstamp_precision";

    private static final String MISSING;
    private static final SymbolLookup LIBRARY;

    static {
        SymbolLookup library = null;
        String missing = "";
        for (String name : NAMES) {
            if (library == null) {
                try {
                    library = SymbolLookup.libraryLookup(name, Arena.global());
                } catch (IllegalArgumentException | IllegalCallerException e) {
                    missing = e.getMessage();
                }
            }
        }
        if (library != null && library.find(NEWEST_FUNCTION).isEmpty()) {
            missing = "it has no " + NEWEST_FUNCTION + ", so it is older than 1.5";
            library = null;
        }
        LIBRARY = library;
        MISSING = library == null ? missing : null;
    }

    static final MethodHandle CREATE = link("pcap_create", ADDRESS, ADDRESS, ADDRESS);
    static final MethodHandle SET_SNAPSHOT_LENGTH = link("pcap_set_snaplen", JAVA_INT, ADDRESS, JAVA_INT);
    static final MethodHandle SET_PROMISCUOUS = link("pcap_set_promisc", JAVA_INT, ADDRESS, JAVA_INT);
    static final MethodHandle SET_TIMEOUT = link("pcap_set_timeout", JAVA_INT, ADDRESS, JAVA_INT);
    static final MethodHandle SET_IMMEDIATE = link("pcap_set_immediate_mode", JAVA_INT, ADDRESS, JAVA_INT);
    static final MethodHandle SET_BUFFER = link("pcap_set_buffer_size", JAVA_INT, ADDRESS, JAVA_INT);
    static final MethodHandle SET_PRECISION = link("pcap_set_tstamp_precision", JAVA_INT, ADDRESS, JAVA_INT);
    static final MethodHandle GET_PRECISION = link("pcap_get_tstamp_precision", JAVA_INT, ADDRESS);
    static final MethodHandle ACTIVATE = link("pcap_activate", JAVA_INT, ADDRESS);
    static final MethodHandle SET_NONBLOCK = link("pcap_setnonblock", JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
    static final MethodHandle DESCRIPTOR = link("pcap_get_selectable_fd", JAVA_INT, ADDRESS);
    static final MethodHandle DATALINK = link("pcap_datalink", JAVA_INT, ADDRESS);
    static final MethodHandle DISPATCH = link("pcap_dispatch", JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
    static final MethodHandle STATISTICS = link("pcap_stats", JAVA_INT, ADDRESS, ADDRESS);
    static final MethodHandle COMPILE = link("pcap_compile", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT);
    static final MethodHandle FREE_CODE = link("pcap_freecode", null, ADDRESS);
    static final MethodHandle ERROR = link("pcap_geterr", ADDRESS, ADDRESS);
    static final MethodHandle STATUS_TEXT = link("pcap_statustostr", ADDRESS, JAVA_INT);
    static final MethodHandle CLOSE = link("pcap_close", null, ADDRESS);
    static final MethodHandle FIND_ALL = link("pcap_findalldevs", JAVA_INT, ADDRESS, ADDRESS);
    static final MethodHandle FREE_ALL = link("pcap_freealldevs", null, ADDRESS);

    private Libpcap() {}

    /** Why the library can't be used, and what to do; empty when it can. */
    static Optional<String> missing() {
        return Optional.ofNullable(MISSING)
                .map(why -> "libpcap can't be used (" + why + "): install it (Debian: libpcap0.8, Fedora: libpcap)");
    }

    /** Comes before every other use. */
    static void require() throws LinuxException {
        Optional<String> missing = missing();
        if (missing.isPresent()) {
            throw new LinuxException("dlopen", Abi.ENOENT, missing.get());
        }
    }

    /** A C string; empty for NULL. */
    static String text(MemorySegment string) {
        return string.equals(MemorySegment.NULL)
                ? ""
                : string.reinterpret(Long.MAX_VALUE).getString(0);
    }

    private static MethodHandle link(String name, MemoryLayout result, MemoryLayout... arguments) {
        if (LIBRARY == null) {
            return null;
        }
        FunctionDescriptor function =
                result == null ? FunctionDescriptor.ofVoid(arguments) : FunctionDescriptor.of(result, arguments);
        return Linker.nativeLinker().downcallHandle(LIBRARY.findOrThrow(name), function);
    }
}
