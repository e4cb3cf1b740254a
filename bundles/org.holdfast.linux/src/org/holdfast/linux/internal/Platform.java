package org.holdfast.linux.internal;

import java.util.Locale;
import java.util.Set;
import org.holdfast.linux.LinuxException;

/**
 * The gate before all native code. Loading this class loads nothing native; the bindings are loaded on the first
 * successful {@link #libc()}.
 */
public final class Platform {

    /** The constants of {@link Abi} hold for these; others (MIPS, SPARC, Alpha) number some of them otherwise. */
    private static final Set<String> ARCHITECTURES = Set.of("amd64", "x86_64", "aarch64");

    private Platform() {}

    /** Whether this is Linux on a processor whose constants are known. */
    public static boolean isLinux() {
        return supports(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static boolean supports(String osName, String architecture) {
        return osName.toLowerCase(Locale.ROOT).startsWith("linux") && ARCHITECTURES.contains(architecture);
    }

    /**
     * The C library.
     *
     * @throws LinuxException ENOSYS, "Linux only", anywhere else
     */
    public static Libc libc() throws LinuxException {
        if (!isLinux()) {
            throw new LinuxException(
                    "java.lang.foreign",
                    Abi.ENOSYS,
                    "Linux only: connections are rebuilt by the Linux kernel (x86-64 or aarch64), this is "
                            + System.getProperty("os.name") + " on " + System.getProperty("os.arch")
                            + "; run the host agent on a Linux host");
        }
        return Libc.INSTANCE;
    }
}
