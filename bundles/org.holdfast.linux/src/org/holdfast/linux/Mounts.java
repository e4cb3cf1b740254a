package org.holdfast.linux;

import java.nio.file.Path;
import org.holdfast.linux.internal.Failures;
import org.holdfast.linux.internal.Platform;

/** File systems for a process in a mount namespace of its own, mount(2). Needs CAP_SYS_ADMIN there. */
public final class Mounts {

    private Mounts() {}

    /** Mounts an empty file system in memory; what the directory held is hidden. */
    public static void tmpfs(Path at) throws LinuxException {
        mount("tmpfs", at);
    }

    /** Mounts sysfs, which shows the interfaces of the calling thread's network namespace. */
    public static void sysfs(Path at) throws LinuxException {
        mount("sysfs", at);
    }

    private static void mount(String type, Path at) throws LinuxException {
        Failures.check(
                Platform.libc().mount("none", at.toAbsolutePath().toString(), type),
                "mount",
                type + " at " + at,
                "CAP_SYS_ADMIN");
    }
}
