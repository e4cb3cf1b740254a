package org.holdfast.console.internal.workbench;

import java.time.Duration;
import org.holdfast.console.internal.Messages;
import org.holdfast.console.internal.ui.Formats;
import org.holdfast.console.internal.ui.Icon;
import org.holdfast.node.CaptureHealth;

/**
 * What the capture hears, in one line.
 *
 * @param icon hearing, losing, or deaf
 * @param text the line
 */
public record CaptureLine(Icon icon, String text) {

    /** Longer silence than this is said aloud: heartbeats alone are heard more often. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    /** Without a cache node there is nothing to hear. */
    static final CaptureLine NO_CACHE = new CaptureLine(Icon.UNKNOWN, Messages.capture_noCache);

    /** The line for a state of the capture. */
    public static CaptureLine of(CaptureHealth health, Formats formats) {
        String memory = memory(health, formats);
        if (!health.problem().isEmpty()) {
            return new CaptureLine(Icon.NOT_HEARING, Messages.bind(Messages.capture_problem, health.problem(), memory));
        }
        if (health.silence().isNegative()) {
            return new CaptureLine(
                    Icon.NOT_HEARING, Messages.bind(Messages.capture_nothingYet, health.interfaceName(), memory));
        }
        String dropped = formats.count(health.dropped());
        if (health.silence().compareTo(SILENCE) > 0) {
            return new CaptureLine(
                    Icon.NOT_HEARING,
                    Messages.bind(
                            Messages.capture_silent,
                            health.interfaceName(),
                            formats.age(health.silence()),
                            dropped,
                            memory));
        }
        return new CaptureLine(
                health.dropped() == 0 && health.givenUpBytes() == 0 ? Icon.HEARING : Icon.WARNING,
                Messages.bind(
                        Messages.capture_hearing,
                        formats.count(health.packetsPerSecond()),
                        dropped,
                        memory,
                        formats.duration(health.silence())));
    }

    private static String memory(CaptureHealth health, Formats formats) {
        String stored = formats.bytesOf(health.storedBytes(), health.limitBytes());
        return health.givenUpBytes() == 0
                ? stored
                : Messages.bind(Messages.capture_givenUp, stored, formats.bytes(health.givenUpBytes()));
    }
}
