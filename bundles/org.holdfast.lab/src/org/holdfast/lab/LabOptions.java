package org.holdfast.lab;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a lab is to do.
 *
 * @param directory where everything of this lab goes: configurations, logs, packets, history, evidence
 * @param launcher the {@code holdfast} script of the installation that the hosts run
 * @param runs how often the main job is done; 1 or more
 * @param takeover whether the cluster may act on a failure; when not, the transfer must fail
 * @param returnDuring whether alpha returns while the transfer still runs, and regains that very connection
 * @param console whether the cache is a console with a window instead of a headless one
 * @param screenshot with {@code console}: do the main job once, take a picture of the screen, and end
 * @param fileBytes size of the file that the client downloads
 * @param rateBytes how many bytes a second it takes
 */
public record LabOptions(
        Path directory,
        Path launcher,
        int runs,
        boolean takeover,
        boolean returnDuring,
        boolean console,
        Optional<Path> screenshot,
        long fileBytes,
        long rateBytes) {

    /** 256 MiB. */
    public static final long FILE_BYTES = 256L << 20;

    /** 40 MiB/s: the transfer lasts six to seven seconds. */
    public static final long RATE_BYTES = 40L << 20;

    /** 8 MiB/s: the transfer lasts half a minute, in which a host can die, boot, and regain it. */
    public static final long SLOW_RATE_BYTES = 8L << 20;

    public LabOptions {
        if (runs < 1) {
            throw new IllegalArgumentException("runs: " + runs + " is less than 1");
        }
        if (fileBytes < 1 || rateBytes < 1) {
            throw new IllegalArgumentException("the file and the rate are at least one byte");
        }
    }
}
