package org.holdfast.cli;

import org.holdfast.linux.KernelCheck;

/** Says so where the kernel is another. */
final class LinuxOnly {

    private LinuxOnly() {}

    static void require(String command) {
        if (!KernelCheck.isLinux()) {
            throw new IllegalStateException("'holdfast " + command + "' needs Linux; this is "
                    + System.getProperty("os.name") + ". The console runs here and can watch a cluster.");
        }
    }
}
